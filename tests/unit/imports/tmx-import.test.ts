import { expect, test } from 'vitest';
import { parseFile } from '../../support/parse-file.ts';

const id = '0197f0aa-0000-7000-8000-000000000002.0';

function tmx(units: string, header = '<header srclang="ar"/>'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">${header}<body>\n${units}\n</body></tmx>`;
}

const arabic = '<tuv xml:lang="ar"><seg>نعم.</seg></tuv>';
const english = '<tuv xml:lang="en"><seg>Yes.</seg></tuv>';

test('what a tool makes of a unit is read: order, notes, regions, comments, CDATA, inline tags', async () => {
  const unit = `
    <tu changedate="20260302T000000Z" tuid="${id}">
      <note>checked</note><prop type="x-tool">ours</prop><prop type="x-revision"> 3 </prop>
      <tuv creationid="A. Person" xml:lang="EN-us"><prop type="x-more">1</prop>
        <seg><bpt i="1">&lt;b></bpt>Yes<ept i="1">&lt;/b></ept> <![CDATA[& <no>]]><!-- not text --><hi>!</hi></seg>
      </tuv>
      ${arabic}
    </tu>`;
  expect(await parseFile('tmx', tmx(unit))).toEqual([
    { segmentId: id, sourceText: 'نعم.', targetText: '<b>Yes</b> & <no>!', revision: 3, line: 4 },
  ]);
});

test('the property names the segment when a tool has numbered the units anew', async () => {
  const [edit] = await parseFile(
    'tmx',
    tmx(`<tu tuid="1"><prop type="x-segment">${id}</prop>${arabic}${english}</tu>`),
  );
  expect(edit?.segmentId).toBe(id);
});

test('a unit without an id is an edit of nobody knows what', async () => {
  expect(await parseFile('tmx', tmx(`<tu>${arabic}${english}</tu>`))).toMatchObject([
    { segmentId: null, revision: null },
  ]);
});

test('a unit with only its source has no translation; further languages are passed over', async () => {
  const french = '<tuv xml:lang="fr"><seg>Oui.</seg></tuv>';
  expect(
    await parseFile('tmx', tmx(`<tu>${arabic}</tu><tu>${french}${arabic}${english}</tu>`)),
  ).toMatchObject([{ targetText: null }, { targetText: 'Yes.' }]);
});

test.each(['utf16le', 'utf-8'] as const)('a file in %s with a byte order mark is read', async (encoding) => {
  const file = Buffer.from(`\u{FEFF}${tmx(`<tu>${arabic}${english}</tu>`)}`, encoding);
  expect(await parseFile('tmx', file)).toMatchObject([{ sourceText: 'نعم.' }]);
  if (encoding === 'utf16le') expect(await parseFile('tmx', file.swap16())).toMatchObject([{ line: 3 }]);
});

test.each([
  {
    what: 'Hebrew instead of Arabic',
    unit: '<tu><tuv xml:lang="he"><seg>כן.</seg></tuv>',
    line: 3,
    found: 'he',
  },
  {
    what: 'French instead of English',
    unit: `<tu>${arabic}\n<tuv lang="fr-CA"><seg>Oui.</seg></tuv>`,
    line: 4,
    found: 'fr-CA',
  },
])('$what is the wrong language', async ({ unit, line, found }) => {
  await expect(parseFile('tmx', tmx(`${unit}</tu>`))).rejects.toMatchObject({
    code: 'IMPORT_WRONG_LANGUAGE',
    details: { line, found },
  });
});

test('a unit of another document is refused by its line', async () => {
  const other = '0197f0aa-0000-7000-8000-0000000000ff';
  const units = `<tu>${arabic}${english}</tu>\n<tu><prop type="x-document">${other}</prop>${arabic}${english}</tu>`;
  await expect(parseFile('tmx', tmx(units))).rejects.toMatchObject({
    code: 'IMPORT_WRONG_DOCUMENT',
    status: 422,
    details: { line: 4, found: other },
  });
});

test.each([
  { what: 'no source', unit: `<tu>${english}</tu>`, reason: 'a unit has no variant in "ar"' },
  {
    what: 'two translations',
    unit: `<tu>${arabic}${english}${english}</tu>`,
    reason: 'a unit has two variants in "en"',
  },
  { what: 'no text', unit: `<tu>${arabic}<tuv xml:lang="en"/></tu>`, reason: 'a variant has no <seg>' },
])('a unit with $what is refused', async ({ unit, reason }) => {
  await expect(parseFile('tmx', tmx(unit))).rejects.toMatchObject({
    code: 'IMPORT_BROKEN',
    details: { line: 3, reason },
  });
});
