import { expect, test } from 'vitest';
import { importFormatNames } from '../../../cli/commands/import.ts';
import { extensionOf, formatExtensions, markedFormatNames } from '../../../cli/format-names.ts';
import { exportFormats } from '../../../exports/export-formats.ts';
import { importFormats } from '../../../imports/import-formats.ts';

test('the command line knows the formats a server writes, with their endings', () => {
  const served = Object.fromEntries(exportFormats.map(({ name, extension }) => [name, extension]));
  expect(formatExtensions).toEqual(served);
});

test('the command line knows the formats that take a byte order mark', () => {
  const marked = exportFormats.filter(({ byteOrderMark }) => byteOrderMark !== undefined);
  expect(markedFormatNames).toEqual(marked.map(({ name }) => name));
});

test('the command line knows the formats a server takes back', () => {
  expect([...importFormatNames].toSorted()).toEqual(importFormats.map(({ name }) => name).toSorted());
});

test.each(['pdf', 'constructor', ''])('"%s" is refused with the list of formats', (format) => {
  expect(() => extensionOf(format)).toThrow(/There is no export format .* jsonl, tsv, tmx/u);
});
