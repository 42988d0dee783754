import { brokenFile } from '../broken-file.ts';
import { readTableRows } from '../read-table-rows.ts';
import type { GlossaryImport } from './glossary-import.ts';

/**
 * Comma-separated values; semicolons or tabs, as spreadsheets of some countries save them, where the first row has more of
 * those. The first row names the columns, in any order: `source` (or `ar`, `arabic`), `target` (or `en`, `english`) and,
 * where there are notes, `note`. Further columns are passed over.
 *
 * @see exports/glossary/csv-glossary-export.ts
 */
export const csvGlossaryImport: GlossaryImport = {
  name: 'csv',
  mediaType: 'text/csv',
  async *read(pieces) {
    const text = await gather(pieces);
    let columns: Columns | undefined;
    const shape = { delimiter: delimiterOf(text), name: 'comma-separated text' };
    for await (const { cells, line } of readTableRows(once(text), shape)) {
      if (columns === undefined) {
        columns = columnsOf(cells, line);
        continue;
      }
      const [source, target, note] = columns.map((column) => readCell(cells[column] ?? ''));
      yield [{ source: source ?? '', target: target ?? '', note: note ?? '', line }];
    }
    if (columns === undefined) throw brokenFile(1, 'it is empty');
  },
};

/** Places of source, target and note; the last is beyond every row where there are no notes. */
type Columns = readonly [number, number, number];

const names = {
  source: ['source', 'ar', 'arabic'],
  target: ['target', 'en', 'english'],
  note: ['note', 'notes'],
} as const;

function columnsOf(cells: readonly string[], line: number): Columns {
  const found = cells.map((cell) => cell.trim().toLowerCase());
  const placeOf = (known: readonly string[]): number => found.findIndex((name) => known.includes(name));
  const [source, target, note] = [placeOf(names.source), placeOf(names.target), placeOf(names.note)];
  if (source === -1 || target === -1) {
    const missing = source === -1 ? 'source' : 'target';
    throw brokenFile(line, `the first row names no column "${missing}"`);
  }
  return [source, target, note === -1 ? Infinity : note];
}

/** The first row decides. Quotation marks in it are rare, and hide no more than a name. */
function delimiterOf(text: string): string {
  const first = /[^\r\n]+/u.exec(text)?.[0] ?? '';
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: first.split(mark).length }));
  return counted.sort((a, b) => b.count - a.count)[0]?.mark ?? ',';
}

/** What exports/csv-cell.ts wrote. An apostrophe before anything that it does not guard is the term's own: 'Abd. */
function readCell(cell: string): string {
  return cell.replace(/^'(?=['=+\-@＝＋－＠\t\r\n])/u, '');
}

/** Bounded by who gives the pieces. */
async function gather(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

async function* once(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}
