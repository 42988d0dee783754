import fc from 'fast-check';
import { expect, test } from 'vitest';
import { glossaryExportNamed } from '../../../exports/glossary/glossary-exports.ts';
import type { GlossaryRow } from '../../../imports/glossary/glossary-import.ts';
import {
  glossaryImportNamed,
  parseGlossary,
  type GlossaryFile,
} from '../../../imports/glossary/parse-glossary.ts';

function parse(format: 'csv' | 'tbx', text: string | Uint8Array): Promise<GlossaryFile> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(typeof text === 'string' ? Buffer.from(text) : text);
  }
  return parseGlossary(glossaryImportNamed(format), bytes(), { glossaryBytes: 100_000, glossaryTerms: 5 });
}

async function rowsOf(format: 'csv' | 'tbx', text: string | Uint8Array): Promise<readonly GlossaryRow[]> {
  return (await parse(format, text)).rows;
}

const parliament = { source: 'برلمان', target: 'parliament', note: '' };

test.each([
  ['as we write it', '\uFEFF"source","target","note"\r\n"برلمان","parliament",\r\n'],
  ['with other names and order', 'English,Comment,Arabic\nparliament,x,برلمان\n'],
  ['with semicolons', 'ar;en\r\nبرلمان;parliament\r\n'],
  ['with tabs', 'source\ttarget\nبرلمان\tparliament'],
  ['in UTF-16, as Excel saves it', Buffer.from('\uFEFFsource\ttarget\r\nبرلمان\tparliament\r\n', 'utf16le')],
])('CSV %s', async (_how, file) => {
  expect(await rowsOf('csv', file)).toEqual([{ ...parliament, line: 2 }]);
});

test('rows are named by the line on which they begin, whatever is in their cells', async () => {
  const file = 'source,target,note\nبرلمان,parliament,"two\nlines"\n\nمجلس,"council, the",\nناقص\n';
  expect(await rowsOf('csv', file)).toEqual([
    { ...parliament, note: 'two\nlines', line: 2 },
    { source: 'مجلس', target: 'council, the', note: '', line: 5 },
    { source: 'ناقص', target: '', note: '', line: 6 },
  ]);
});

test("an apostrophe that guards a formula is taken away, and one of the term's own stays", async () => {
  const file = "source,target\nعبد,'Abd\nناقص,'=x\n";
  expect((await rowsOf('csv', file)).map(({ target }) => target)).toEqual(["'Abd", '=x']);
});

test.each([
  ['csv', '', 1, 'it is empty'],
  ['csv', 'برلمان,parliament\n', 1, 'the first row names no column "source"'],
  ['csv', 'source,translation\n', 1, 'the first row names no column "target"'],
  ['csv', 'source,target\n', 1, 'it has no terms in Arabic with their English'],
  ['csv', 'source,target\na,b\nبرلمان,"parliament\n', 3, 'a quotation mark is never closed'],
  [
    'tbx',
    '<tbx><text><body>\n<conceptEntry>',
    2,
    'unclosed tag: conceptEntry; is it cut off, or an & not written &amp;?',
  ],
  ['tbx', '<tmx/>', 1, 'it begins with <tmx> instead of <tbx>'],
  ['tbx', '<tbx/>', 1, 'it has no terms in Arabic with their English'],
] as const)('%s that is broken is refused with line and reason: %j', async (format, file, line, reason) => {
  await expect(parse(format, file)).rejects.toMatchObject({
    code: 'IMPORT_BROKEN',
    details: { line, reason },
  });
});

test('more terms than a glossary may have are refused before they are all read', async () => {
  const file = `source,target\n${'برلمان,parliament\n'.repeat(6)}`;
  await expect(parse('csv', file)).rejects.toMatchObject({ code: 'GLOSSARY_TOO_LARGE' });
  await expect(parse('csv', 'x'.repeat(100_001))).rejects.toMatchObject({ code: 'IMPORT_TOO_LARGE' });
});

const dca = `<?xml version="1.0"?>
<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
  <conceptEntry id="c1"><note>of a
      state</note>
    <langSec xml:lang="en-GB">
      <termSec><term>house</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
      <termSec><term>assembly</term></termSec>
      <termSec><term>parliament</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
    </langSec>
    <langSec xml:lang="ar">
      <termSec><term>برلمان</term></termSec>
      <termSec><term>مجلس
        النواب</term></termSec>
    </langSec>
  </conceptEntry>
  <conceptEntry id="c2"><langSec xml:lang="fr"><termSec><term>pain</term></termSec></langSec></conceptEntry>
</body></text></tbx>`;

test('of a TBX concept each Arabic term gets the preferred English one; the others are passed over', async () => {
  const { rows, passedOver } = await parse('tbx', dca);
  expect(passedOver).toBe(1);
  expect(rows).toEqual([
    { source: 'برلمان', target: 'parliament', note: 'of a state', line: 11 },
    { source: 'مجلس النواب', target: 'parliament', note: 'of a state', line: 12 },
  ]);
});

test('TBX with data categories as tags, and TBX 2, say the same', async () => {
  const dct = dca
    .replaceAll(
      /<termNote type="administrativeStatus">([^<]*)<\/termNote>/gu,
      '<b:administrativeStatus>$1</b:administrativeStatus>',
    )
    .replace('style="dca"', 'style="dct" xmlns:b="http://www.tbxinfo.net/ns/basic"');
  const second = dca
    .replaceAll('conceptEntry', 'termEntry')
    .replaceAll('langSec', 'langSet')
    .replaceAll('termSec', 'tig')
    .replace(/<tbx [^>]*>/u, '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX">')
    .replace('</tbx>', '</martif>');
  const expected = await rowsOf('tbx', dca);
  expect(await rowsOf('tbx', dct)).toEqual(expected);
  expect(await rowsOf('tbx', second)).toEqual(expected);
});

/** What acceptTerms() lets in, with whatever files make special. */
const term = fc
  .array(fc.constantFrom('برلمان', 'a', '"', "'", ',', ';', '=', '&', '<', ']]>', '\u00a0', 'é', '𝒳'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join('').trim())
  .filter((text) => text !== '' && !/\s/u.test(text));
const entries = fc.array(fc.record({ source: term, target: term, note: fc.option(term) }), {
  minLength: 1,
  maxLength: 5,
});

test.each(['csv', 'tbx'] as const)('what is exported as %s is read back as it was', async (format) => {
  await fc.assert(
    fc.asyncProperty(entries, async (terms) => {
      const file = glossaryExportNamed(format).write({ collection: 'a & b', terms });
      const rows = await rowsOf(format, file);
      expect(
        rows.map(({ source, target, note }) => ({ source, target, note: note === '' ? null : note })),
      ).toEqual(terms);
    }),
  );
});
