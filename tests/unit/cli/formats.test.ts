import { expect, test } from 'vitest';
import { glossaryFormatNames } from '../../../cli/commands/glossary.ts';
import { importFormatNames } from '../../../cli/commands/import.ts';
import { extensionOf, formatExtensions, markedFormatNames } from '../../../cli/format-names.ts';
import { exportFormats } from '../../../exports/export-formats.ts';
import { glossaryExports } from '../../../exports/glossary/glossary-exports.ts';
import { glossaryImports } from '../../../imports/glossary/parse-glossary.ts';
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

test('the command line knows the formats that glossaries come and go in', () => {
  expect([...glossaryFormatNames]).toEqual(glossaryImports.map(({ name }) => name));
  expect([...glossaryFormatNames]).toEqual(glossaryExports.map(({ name }) => name));
});

test.each(['pdf', 'constructor', ''])('"%s" is refused with the list of formats', (format) => {
  expect(() => extensionOf(format)).toThrow(/There is no export format .* jsonl, tsv, tmx/u);
});
