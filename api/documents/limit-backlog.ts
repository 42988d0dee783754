import { appError } from '../../core/app-error.ts';
import type { BacklogStore } from '../../store/backlog-store.ts';
import type { DocumentStore, NewDocument } from '../../store/document-store.ts';

/** How long an answer of the store is good for; what was accepted since is added to it. */
const freshMs = 1_000;
/** A worker does some paragraphs in this time; sooner would only be refused again. */
const retryAfterSeconds = 10;

export interface LimitBacklogOptions {
  readonly backlog: BacklogStore;
  readonly mostParagraphs: number;
  /** Milliseconds from any fixed point. */
  readonly nowMs: () => number;
}

/**
 * The same store, which takes no new document while as many paragraphs wait as may: QUEUE_FULL, and nothing is stored.
 *
 * A document is taken whole as long as there is any room, so the limit can be passed by one document; and by what other
 * API processes accept within a second.
 */
export function limitBacklog(documents: DocumentStore, options: LimitBacklogOptions): DocumentStore {
  const { backlog, mostParagraphs, nowMs } = options;
  let waiting = 0;
  let readAtMs = -Infinity;

  const makeRoom = async (document: NewDocument): Promise<void> => {
    if (nowMs() - readAtMs >= freshMs) {
      waiting = (await backlog.read()).paragraphs;
      readAtMs = nowMs();
    }
    if (waiting >= mostParagraphs) {
      const details = { waiting, most: mostParagraphs, retryAfterSeconds };
      throw appError('QUEUE_FULL', [mostParagraphs], { details });
    }
    waiting += document.paragraphs.length;
  };
  return {
    ...documents,
    create: async (document) => {
      await makeRoom(document);
      return documents.create(document);
    },
    createOnce: async (document, key) => {
      await makeRoom(document);
      return documents.createOnce(document, key);
    },
  };
}
