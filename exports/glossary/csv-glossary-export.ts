import { csvCell } from '../csv-cell.ts';
import type { GlossaryExport } from './glossary-export.ts';

/**
 * Comma-separated values, a term a row, ended by CR LF. Begins with a byte order mark: without one Excel takes the Arabic
 * for the code page of its machine, and everything that reads UTF-8 tables knows the mark.
 *
 * @see RFC 4180
 */
export const csvGlossaryExport: GlossaryExport = {
  name: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  write: ({ terms }) => {
    const rows = [
      ['source', 'target', 'note'],
      ...terms.map(({ source, target, note }) => [source, target, note]),
    ];
    return `\u{FEFF}${rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
  },
};
