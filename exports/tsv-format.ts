import { alignedRecordOf } from './aligned-record.ts';
import type { ExportFormat } from './export-format.ts';
import { recordColumns } from './record-columns.ts';
import { rowsOf } from './rows-of.ts';
import { tsvCell } from './tsv-cell.ts';

/**
 * Tab-separated values: a line of column names, then one line a row, ended by line feeds; no quotes.
 * Cells follow the one rule of {@link tsvCell}; null is an empty cell.
 */
export const tsvFormat: ExportFormat = {
  name: 'tsv',
  mediaType: 'text/tab-separated-values; charset=utf-8',
  extension: 'tsv',
  byteOrderMark: 'on request',
  async *write(_header, documents) {
    yield `${Object.keys(recordColumns).join('\t')}\n`;
    const readers = Object.values(recordColumns);
    for await (const row of rowsOf(documents)) {
      const record = alignedRecordOf(row);
      yield `${readers.map((read) => tsvCell(String(read(record) ?? ''))).join('\t')}\n`;
    }
  },
};
