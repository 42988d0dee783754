import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell } from '../../../exports/csv-cell.ts';
import { textWith } from '../../support/text-with.ts';

/** As a reader takes it that knows nothing but the standard. */
const rfc4180 = { record_delimiter: '\r\n', skip_empty_lines: false } as const;

test.each([
  ['=1+1', `"'=1+1"`],
  ['+20 2 123', `"'+20 2 123"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['＝1+1', `"'＝1+1"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  [`'quoted'`, `"''quoted'"`],
  ['a;=1', `"a;=1"`],
  ['"=1', `"""=1"`],
])('a spreadsheet does not run %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

test('an empty text and a missing value are two things', () => {
  expect([csvCell(''), csvCell(null), csvCell(0)]).toEqual(['""', '', '0']);
});

test('any text survives the way into a cell and back, and never leaves its cell', () => {
  fc.assert(
    fc.property(textWith('"', ',', '\r', '\n', '=', '+', '-', '@', "'", ';', '\t'), (text) => {
      const [record, ...others] = parse(`${csvCell(text)},${csvCell(1)}\r\n`, rfc4180);
      expect(others).toEqual([]);
      expect(record?.[1]).toBe('1');
      expect(record?.[0]).not.toMatch(/^[=+\-@\t\r\n]/u);
      expect(record?.[0]?.replace(/^'/u, '')).toBe(text);
    }),
  );
});
