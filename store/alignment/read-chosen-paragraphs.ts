import type { Database } from '../database/tables.ts';
import type { SegmentChoice } from '../document-store.ts';
import type { StoredParagraph } from './align-paragraphs.ts';
import { findStretch } from './find-place.ts';
import { readBatch, type ParagraphRange } from './read-paragraphs.ts';

/** What is chosen lies far apart more often than not. */
const paragraphsPerBatch = 10;

/**
 * The paragraphs with chosen segments, in order, each with those before it that its gap reaches over. A paragraph that is not
 * done stands for those that were passed over: text is missing there.
 *
 * A document that is deleted on the way just ends.
 */
export async function* readChosenParagraphs(
  db: Database,
  { documentId, fromPosition, total }: ParagraphRange,
  choice: SegmentChoice,
): AsyncGenerator<StoredParagraph, void, undefined> {
  let from = fromPosition;
  while (from < total) {
    const next = await findStretch(db, documentId, from, choice);
    // After the last one, what follows says whether the document ends with it.
    const begin = next === undefined ? from : Math.max(from, next.gapFrom ?? 0);
    if (begin > from) yield passedOver(documentId, from);
    const end = Math.min((next?.position ?? begin) + paragraphsPerBatch, total);
    yield* await readBatch(db, { documentId, from: begin, to: end, choice });
    from = end;
    if (next !== undefined) continue;
    if (from < total) yield passedOver(documentId, from);
    return;
  }
}

function passedOver(documentId: string, position: number): StoredParagraph {
  return { id: '', documentId, position, gapBefore: '', start: 0, done: null };
}
