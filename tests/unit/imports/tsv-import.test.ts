import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asCarried } from '../../../core/carried-text.ts';
import { tsvCell } from '../../../exports/tsv-cell.ts';
import { readTsvCell } from '../../../imports/read-tsv-cell.ts';
import { parseFile } from '../../support/parse-file.ts';
import { textWith } from '../../support/text-with.ts';

test('columns are found by name, whatever their order; unknown ones are passed over', async () => {
  const file = 'remark\trevision\ttarget\tsource\tsegmentId\nok\t4\tYes.\tنعم.\tp.0\n';
  expect(await parseFile('tsv', file)).toEqual([
    { segmentId: 'p.0', sourceText: 'نعم.', targetText: 'Yes.', revision: 4, line: 2 },
  ]);
});

test('a file that a spreadsheet saved is read: UTF-16, quotes, carriage returns, empty lines', async () => {
  const file =
    '\u{FEFF}segmentId\tsource\ttarget\r\np.0\tنعم.\t"He said ""yes"", twice"\r\n\r\np.1\tلا.\t"a\tb\nc"\r\np.2\tلا.\tthe "no"\r\n';
  expect(await parseFile('tsv', Buffer.from(file, 'utf16le'))).toMatchObject([
    { targetText: 'He said "yes", twice', line: 2 },
    { targetText: 'a\tb\nc', line: 4 },
    { targetText: 'the "no"', line: 6 },
  ]);
});

test('any cell that we write is read back exactly', async () => {
  expect(readTsvCell('C:\\temp')).toBe('C:\temp');
  expect(readTsvCell('100\\% \\x')).toBe('100\\% \\x');
  await fc.assert(
    fc.asyncProperty(textWith('\\', '\t', '\n', '\r', '"', "'", '=', '-', 'n', 't'), async (text) => {
      const [edit] = await parseFile('tsv', `segmentId\tsource\ttarget\nx\tx\t${tsvCell(text)}\n`);
      expect(edit?.targetText).toBe(asCarried(text));
    }),
  );
});

test.each([
  { what: 'an empty file', file: '', line: 1, reason: 'it is empty' },
  {
    what: 'a file without ids',
    file: 'source\ttarget\n',
    line: 1,
    reason: 'the column "segmentId" is missing',
  },
  {
    what: 'a row without its id',
    file: 'segmentId\tsource\ttarget\np.0\ta\tb\n\ta\tb\n',
    line: 3,
    reason: 'the cell "segmentId" is empty',
  },
  {
    what: 'a row that is cut off',
    file: 'segmentId\tsource\ttarget\trevision\np.0\ta\tb\t0\np.1\ta\tb',
    line: 3,
    reason: 'the row has fewer cells than the first',
  },
  {
    what: 'a quotation mark without an end',
    file: 'segmentId\tsource\ttarget\np.0\ta\tb\np.1\ta\t"b\n',
    line: 3,
    reason: 'a quotation mark is never closed',
  },
  {
    what: 'an endless row',
    file: `segmentId\tsource\ttarget\np.0\ta\t${'b'.repeat(1_000_001)}\n`,
    line: 2,
    reason: 'a row has more than 1000000 characters',
  },
])('$what is refused with line and reason', async ({ file, line, reason }) => {
  await expect(parseFile('tsv', file)).rejects.toMatchObject({
    code: 'IMPORT_BROKEN',
    details: { line, reason },
  });
});

test('a control character comes in as U+FFFD, as everywhere', async () => {
  const file = 'segmentId\tsource\ttarget\np.0\ta\tb\u0000\u0001c\n';
  expect(await parseFile('tsv', file)).toMatchObject([{ targetText: 'b\u{FFFD}\u{FFFD}c' }]);
});

test('a row of another document is refused', async () => {
  const file = 'segmentId\tsource\ttarget\tdocumentId\np.0\ta\tb\t0197f0aa-0000-7000-8000-0000000000ff\n';
  await expect(parseFile('tsv', file)).rejects.toMatchObject({ code: 'IMPORT_WRONG_DOCUMENT' });
});
