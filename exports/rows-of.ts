import type { AlignedRow } from '../core/alignment.ts';
import type { AlignedDocument } from './export-format.ts';

/** The rows of all documents, one document after the other; for formats in which every row names its document. */
export async function* rowsOf(documents: AsyncIterable<AlignedDocument>): AsyncGenerator<AlignedRow> {
  for await (const { rows } of documents) yield* rows;
}
