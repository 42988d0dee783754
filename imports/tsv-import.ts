import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import type { SegmentEdit } from '../core/segment-edit.ts';
import { brokenFile } from './broken-file.ts';
import { checkDocument } from './check-expectation.ts';
import type { ImportExpectation, ImportFormat } from './import-format.ts';
import { readRevision } from './read-revision.ts';
import { readTsvCell } from './read-tsv-cell.ts';

/** Code units of one row, quotes and escapes included: two texts at their limits, and the small cells. */
const mostRowChars = 1_000_000;

const neededColumns = ['segmentId', 'source', 'target'] as const;

interface Row {
  readonly cells: readonly string[];
  /** Where it begins. */
  readonly line: number;
}

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
    for await (const row of readRows(text)) {
      if (columns === undefined) columns = columnsOf(row);
      else yield editOf(row, columns, expected);
    }
    if (columns === undefined) throw brokenFile(1, 'it is empty');
  },
};

function columnsOf({ cells, line }: Row): ReadonlyMap<string, number> {
  const columns = new Map(cells.map((name, index) => [name.trim(), index]));
  for (const name of neededColumns) {
    if (!columns.has(name)) throw brokenFile(line, `the column "${name}" is missing`);
  }
  return columns;
}

function editOf(
  { cells, line }: Row,
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

async function* readRows(text: AsyncIterable<string>): AsyncGenerator<Row, void, undefined> {
  let linesParsed = 0;
  const parser = parse({
    delimiter: '\t',
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: mostRowChars,
    // Reading lags behind parsing: the line travels in front of the cells.
    on_record: (cells, { lines }) => {
      const line = linesParsed + 1;
      linesParsed = lines;
      return [String(line), ...cells];
    },
  });
  // Its failure is the parser's, which is read below.
  pipeline(Readable.from(text), parser).catch(() => undefined);
  try {
    for await (const [line, ...cells] of parser as AsyncIterable<readonly string[]>) {
      if (cells.some((cell) => cell !== '')) yield { cells, line: Number(line) };
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenFile(linesParsed + 1, reasonOf(error), error) : error;
  }
}

function reasonOf({ code }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quotation mark is never closed';
  if (code === 'CSV_MAX_RECORD_SIZE') return `a row has more than ${mostRowChars} characters`;
  return 'it is not tab-separated text';
}
