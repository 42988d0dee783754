import { alignedRecordOf } from './aligned-record.ts';
import type { ExportFormat } from './export-format.ts';
import { rowsOf } from './rows-of.ts';

/**
 * JSON Lines: one {@link AlignedRecord} a line, every line ended by a newline.
 *
 * Lossless: `gapBefore + source` over all lines of a document, then the last `gapAfter`, is the text that came in.
 *
 * @see https://jsonlines.org
 */
export const jsonlFormat: ExportFormat = {
  name: 'jsonl',
  mediaType: 'application/jsonl; charset=utf-8',
  extension: 'jsonl',
  async *write(_header, documents) {
    for await (const row of rowsOf(documents)) yield `${JSON.stringify(alignedRecordOf(row))}\n`;
  },
};
