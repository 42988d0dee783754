import type { StoredDocument } from './select-document-pages.ts';

/** Paragraphs `from` to `to` of a document, the end not included. */
export interface ParagraphSpan {
  readonly stored: StoredDocument;
  readonly from: number;
  readonly to: number;
}

/*
 * Bounds of what one statement reads, and with it of what is held: enough that a statement's own cost does not count, and
 * a megabyte or two. Characters are guessed from the document's average; a paragraph has 50,000 at most.
 */
const paragraphsPerBatch = 50;
const charsPerBatch = 50_000;

/** Cuts documents into batches of about the same size, each of spans in order: parts of a long one, or many short ones. */
export function* planBatches(
  documents: readonly StoredDocument[],
): Generator<readonly ParagraphSpan[], void, undefined> {
  let batch: ParagraphSpan[] = [];
  let room = 1;
  for (const stored of documents) {
    const { total } = stored.document.paragraphs;
    const share = shareOf(stored);
    // Once also for a document without paragraphs: it is a document all the same.
    let from = 0;
    do {
      const to = Math.min(total, from + Math.max(1, Math.floor(room / share)));
      batch.push({ stored, from, to });
      room -= (to - from) * share;
      from = to;
      if (room >= share && from >= total) continue;
      yield batch;
      batch = [];
      room = 1;
    } while (from < total);
  }
  if (batch.length > 0) yield batch;
}

/** How much of a batch a paragraph of the document fills, at most the whole. */
function shareOf({ document: { paragraphs, sourceChars } }: StoredDocument): number {
  const chars = paragraphs.total === 0 ? 0 : sourceChars / paragraphs.total;
  return Math.min(1, Math.max(1 / paragraphsPerBatch, chars / charsPerBatch));
}
