import { alignedRecordOf } from './aligned-record.ts';
import { csvCell } from './csv-cell.ts';
import type { ExportFormat } from './export-format.ts';
import { recordColumns } from './record-columns.ts';
import { rowsOf } from './rows-of.ts';

/**
 * Comma-separated values: a record of column names, then one a row, ended by CR LF. The same columns as TSV.
 * Cells follow the one rule of {@link csvCell}. Line breaks of a text stay inside its quotes.
 *
 * @see RFC 4180
 */
export const csvFormat: ExportFormat = {
  name: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  byteOrderMark: 'on request',
  async *write(_header, documents) {
    yield `${Object.keys(recordColumns).map(csvCell).join(',')}\r\n`;
    const readers = Object.values(recordColumns);
    for await (const row of rowsOf(documents)) {
      const record = alignedRecordOf(row);
      yield `${readers.map((read) => csvCell(read(record))).join(',')}\r\n`;
    }
  },
};
