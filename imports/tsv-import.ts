import type { SegmentEdit } from '../core/segment-edit.ts';
import { brokenFile } from './broken-file.ts';
import { checkDocument } from './check-expectation.ts';
import type { ImportExpectation, ImportFormat } from './import-format.ts';
import { readRevision } from './read-revision.ts';
import { readTableRows, type TableRow } from './read-table-rows.ts';
import { readTsvCell } from './read-tsv-cell.ts';

const neededColumns = ['segmentId', 'source', 'target'] as const;

/**
 * Tab-separated values: a row is an edit. Columns are found by their names, in any order; `segmentId`, `source` and
 * `target` must be there, `revision` and `documentId` should be.
 *
 * Spreadsheets put cells into quotation marks when they save. Our cells never begin with one (exports/tsv-cell.ts), so a
 * cell that does is quoted. TSV names no language.
 *
 * @see exports/tsv-format.ts
 */
export const tsvImport: ImportFormat = {
  name: 'tsv',
  mediaType: 'text/tab-separated-values',
  async *read(text, expected) {
    let columns: ReadonlyMap<string, number> | undefined;
    for await (const row of readTableRows(text, { delimiter: '\t', name: 'tab-separated text' })) {
      if (columns === undefined) columns = columnsOf(row);
      else yield editOf(row, columns, expected);
    }
    if (columns === undefined) throw brokenFile(1, 'it is empty');
  },
};

function columnsOf({ cells, line }: TableRow): ReadonlyMap<string, number> {
  const columns = new Map(cells.map((name, index) => [name.trim(), index]));
  for (const name of neededColumns) {
    if (!columns.has(name)) throw brokenFile(line, `the column "${name}" is missing`);
  }
  return columns;
}

function editOf(
  { cells, line }: TableRow,
  columns: ReadonlyMap<string, number>,
  { documentId }: ImportExpectation,
): SegmentEdit {
  const cellOf = (name: string): string | undefined => {
    const cell = cells[columns.get(name) ?? -1];
    return cell === undefined ? undefined : readTsvCell(cell);
  };
  const segmentId = cellOf('segmentId')?.trim() ?? '';
  const sourceText = cellOf('source');
  const targetText = cellOf('target');
  if (segmentId === '') throw brokenFile(line, 'the cell "segmentId" is empty');
  // Our last column is never empty: a row without it was cut off, and its target may be as well.
  if (sourceText === undefined || targetText === undefined || cells.length < columns.size)
    throw brokenFile(line, 'the row has fewer cells than the first');
  checkDocument(cellOf('documentId'), documentId, line);
  return { segmentId, sourceText, targetText, revision: readRevision(cellOf('revision')), line };
}
