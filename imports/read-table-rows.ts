import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { brokenFile } from './broken-file.ts';

/** Code units of one row, quotes and escapes included: two texts at their limits, and the small cells. */
const mostRowChars = 1_000_000;

export interface TableRow {
  readonly cells: readonly string[];
  /** Where it begins. */
  readonly line: number;
}

export interface TableShape {
  readonly delimiter: string;
  /** What it is, as the end of "it is not …". */
  readonly name: string;
}

/** The rows of delimited text, as it arrives; empty ones are passed over. Rejects with IMPORT_BROKEN. */
export async function* readTableRows(
  text: AsyncIterable<string>,
  { delimiter, name }: TableShape,
): AsyncGenerator<TableRow, void, undefined> {
  let linesParsed = 0;
  const parser = parse({
    delimiter,
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
    throw error instanceof CsvError ? brokenFile(linesParsed + 1, reasonOf(error, name), error) : error;
  }
}

function reasonOf({ code }: CsvError, name: string): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quotation mark is never closed';
  if (code === 'CSV_MAX_RECORD_SIZE') return `a row has more than ${mostRowChars} characters`;
  return `it is not ${name}`;
}
