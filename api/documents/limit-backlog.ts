import { appError } from '../../core/app-error.ts';
import { documentPriorities, type DocumentPriority } from '../../core/document.ts';
import type { Backlog, BacklogStore } from '../../store/backlog-store.ts';
import type { DocumentStore, NewDocument } from '../../store/document-store.ts';

/** How long an answer of the store is good for; what was accepted since is added to it. */
const freshMs = 1_000;
/** A worker does some paragraphs in this time; sooner would only be refused again. */
const retryAfterSeconds = 10;

type Counts = Backlog['byPriority'];

const nothing: Counts = { interactive: 0, normal: 0, bulk: 0 };

export interface LimitBacklogOptions {
  readonly backlog: Pick<BacklogStore, 'read'>;
  readonly mostParagraphs: number;
  /** Milliseconds from any fixed point. */
  readonly nowMs: () => number;
}

/**
 * The same store, which takes no new document while as many paragraphs wait as may: QUEUE_FULL, and nothing is stored.
 *
 * What counts for a document is what it would wait behind: its own priority and those before it. So an import never makes
 * somebody at a screen wait outside, and each priority adds to what waits until the limit at most.
 *
 * A document is taken whole as long as there is any room, so the limit can be passed by one document; and by what other
 * API processes accept within a second. A submission that was accepted before is repeated, whatever waits.
 */
export function limitBacklog(documents: DocumentStore, options: LimitBacklogOptions): DocumentStore {
  const { backlog, mostParagraphs, nowMs } = options;
  let waiting = nothing;
  let underWay = nothing;
  let readAtMs = -Infinity;

  const askForRoom = async (priority: DocumentPriority): Promise<void> => {
    if (nowMs() - readAtMs >= freshMs) {
      waiting = (await backlog.read()).byPriority;
      readAtMs = nowMs();
    }
    const before = countUpTo(waiting, priority) + countUpTo(underWay, priority);
    if (before < mostParagraphs) return;
    const details = { waiting: before, most: mostParagraphs, retryAfterSeconds };
    throw appError('QUEUE_FULL', [mostParagraphs], { details });
  };
  /** Counts as waiting what was stored, and nothing that was not. */
  const store = async <Stored>(document: NewDocument, create: () => Promise<Stored>): Promise<Stored> => {
    const { priority = 'normal', paragraphs } = document;
    await askForRoom(priority);
    underWay = add(underWay, priority, paragraphs.length);
    try {
      const stored = await create();
      waiting = add(waiting, priority, paragraphs.length);
      return stored;
    } finally {
      underWay = add(underWay, priority, -paragraphs.length);
    }
  };
  return {
    ...documents,
    create: (document) => store(document, () => documents.create(document)),
    createOnce: async (document, key) =>
      (await documents.findSubmitted(key)) ?? store(document, () => documents.createOnce(document, key)),
  };
}

/** Of this priority and the more urgent ones. */
function countUpTo(counts: Counts, priority: DocumentPriority): number {
  return documentPriorities
    .slice(0, documentPriorities.indexOf(priority) + 1)
    .reduce((sum, each) => sum + counts[each], 0);
}

function add(counts: Counts, priority: DocumentPriority, paragraphs: number): Counts {
  return { ...counts, [priority]: counts[priority] + paragraphs };
}
