import type { AlignedRow } from '../core/alignment.ts';
import type { Document } from '../core/document.ts';
import type { AlignedDocument } from './export-format.ts';

/** A single document as a stream of documents: what every format takes. */
// eslint-disable-next-line @typescript-eslint/require-await -- an asynchronous stream of what is at hand
export async function* oneDocument(
  document: Document,
  rows: AsyncIterable<AlignedRow>,
): AsyncGenerator<AlignedDocument> {
  yield { document, rows };
}
