import { appError } from '../../core/app-error.ts';
import { alignParagraphs, type StoredParagraph } from '../alignment/align-paragraphs.ts';
import type { Database } from '../database/tables.ts';
import type { ExportSelection, SelectedDocument } from '../export-store.ts';
import { planBatches, type ParagraphSpan } from './plan-batches.ts';
import { readSpans } from './read-spans.ts';
import { selectDocumentPages } from './select-document-pages.ts';

/** A span that was read. A document is one of them, or several one after the other. */
interface Piece extends ParagraphSpan {
  readonly paragraphs: readonly StoredParagraph[];
}

/** See ExportStore.stream. Holds one batch of paragraphs at a time, however short or long the documents are. */
export async function* streamSelection(
  db: Database,
  selection: ExportSelection,
  { asOf, signal }: { readonly asOf: Date; readonly signal: AbortSignal },
): AsyncGenerator<SelectedDocument, void, undefined> {
  const pieces = readPieces(db, selection, asOf, signal);
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    const { document, gapAfter } = next.value.stored;
    yield { document, rows: alignParagraphs(paragraphsFrom(next.value, pieces), gapAfter) };
  }
}

/** The paragraphs of the document that begins with `first`; takes the rest of its pieces. */
async function* paragraphsFrom(
  first: Piece,
  pieces: AsyncGenerator<Piece, void, undefined>,
): AsyncGenerator<StoredParagraph, void, undefined> {
  let piece = first;
  yield* piece.paragraphs;
  while (piece.to < piece.stored.document.paragraphs.total) {
    const next = await pieces.next();
    if (next.done === true) return;
    piece = next.value;
    yield* piece.paragraphs;
  }
}

async function* readPieces(
  db: Database,
  selection: ExportSelection,
  asOf: Date,
  signal: AbortSignal,
): AsyncGenerator<Piece, void, undefined> {
  for await (const page of selectDocumentPages(db, selection, asOf)) {
    // Spans of a document that was deleted before its first one was read.
    const gone = new Set<string>();
    for (const batch of planBatches(page)) {
      signal.throwIfAborted();
      const read = await readSpans(db, batch, selection);
      for (const [index, span] of batch.entries()) {
        const piece = { ...span, paragraphs: read[index] ?? [] };
        if (isWhole(piece)) yield piece;
        else if (piece.from === 0) gone.add(piece.stored.document.id);
        else if (!gone.has(piece.stored.document.id))
          throw appError('DOCUMENT_UNKNOWN', [piece.stored.document.id]);
      }
    }
  }
}

/** Paragraphs go with their document, all at once. */
function isWhole({ from, to, paragraphs }: Piece): boolean {
  return paragraphs.length === to - from;
}
