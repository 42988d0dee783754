import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tsvCell } from '../../../exports/tsv-cell.ts';
import { tsvFormat } from '../../../exports/tsv-format.ts';
import { alignedRow, alignedRowsOf } from '../../support/aligned-rows.ts';
import { textWith } from '../../support/text-with.ts';
import { writeExport } from '../../support/write-export.ts';

test('the first line names the columns and every row has as many cells', async () => {
  const [names, row, end] = (await writeExport(tsvFormat, [alignedRow()])).split('\n');
  expect(names).toBe(
    'source\ttarget\tconfidence\tflags\torigin\tmodelId\tmodelRevision\ttranslatedAt\tsegmentId\tdocumentId\t' +
      'paragraphId\tparagraphPosition\tposition\tsourceStart\tsourceEnd\tgapBefore\tgapAfter\trevision',
  );
  expect(row?.split('\t')).toHaveLength(18);
  expect(end).toBe('');
});

test('what is not known is an empty cell, and several flags stand in one cell', async () => {
  const row = alignedRow({
    model: null,
    confidence: null,
    origin: 'passthrough',
    flags: ['passthrough', 'untranslated'],
  });
  const [, line] = (await writeExport(tsvFormat, [row])).split('\n');
  expect(line?.split('\t').slice(2, 7)).toEqual(['', 'passthrough,untranslated', 'passthrough', '', '']);
});

test.each([
  ['=HYPERLINK("http://evil")', `'=HYPERLINK("http://evil")`],
  ['+1', `'+1`],
  ['-1', `'-1`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['＝1+1', `'＝1+1`],
  ['\t=1', '\\t=1'],
  ['\r=1', '\\r=1'],
  [`'quoted'`, `''quoted'`],
  ['"quoted"', `'"quoted"`],
  ['a = b', 'a = b'],
])('a spreadsheet does not run %j', (text, cell) => {
  expect(tsvCell(text)).toBe(cell);
});

test('any text survives the way into a cell and back, and never leaves its cell', () => {
  fc.assert(
    fc.property(textWith('\\', '\t', '\n', '\r', '=', '+', '-', '@', "'", 'n', 't', 'r'), (text) => {
      const cell = tsvCell(text);
      expect(cell).not.toMatch(/^[=+\-@]|[\t\n\r]/);
      expect(readCell(cell)).toBe(text);
    }),
  );
});

test('source and target of every row can be read back', async () => {
  const sources = ['سطر\tبجدول', '=أول', 'سطر\nثان', 'C:\\new'];
  const lines = (await writeExport(tsvFormat, alignedRowsOf(sources, '\n\n'))).trimEnd().split('\n').slice(1);
  expect(lines.map((line) => readCell(line.split('\t')[0] ?? ''))).toEqual(sources);
});

/** The rule of docs/formats.md, as a reader would write it. */
function readCell(cell: string): string {
  const meanings: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
  return cell
    .replace(/^'/, '')
    .replace(/\\([tnr\\])/g, (_escape, letter: string) => meanings[letter] ?? letter);
}
