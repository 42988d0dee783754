import { expect, test } from 'vitest';
import { parseFile } from '../../support/parse-file.ts';

const paragraph = '0197f0aa-0000-7000-8000-000000000002';
const document = '0197f0aa-0000-7000-8000-000000000001';

function xliff2(
  units: string,
  { file = `id="${document}"`, root = 'srcLang="ar" trgLang="en"' } = {},
): string {
  return `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" ${root}>\n<file ${file}>\n${units}</file></xliff>`;
}

function xliff12(units: string, languages = 'source-language="ar" target-language="en"'): string {
  return `<xliff version="1.2"><file original="${document}" ${languages}><body>\n${units}\n</body></file></xliff>`;
}

test('XLIFF 2: matches, notes, markers and codes of a tool are not mistaken for the translation', async () => {
  const unit = `<unit id="${paragraph}">
    <mtc:matches xmlns:mtc="urn:m"><mtc:match ref="#1"><source>نعم.</source><target>A match.</target></mtc:match></mtc:matches>
    <mda:metadata><mda:metaGroup id="${paragraph}.1" category="segment"><mda:meta type="revision">2</mda:meta></mda:metaGroup></mda:metadata>
    <originalData><data id="d1">&lt;b&gt;</data></originalData>
    <ignorable><source> </source></ignorable>
    <segment id="${paragraph}.1" state="final"><source>نعم.</source>
      <target><pc id="1">Yes</pc><mrk id="m" type="comment">, </mrk><ph id="2"/>sir<cp hex="0001"/></target></segment>
    <segment id="${paragraph}.2"><source>لا.</source></segment>
  </unit>`;
  expect(await parseFile('xliff', xliff2(unit))).toEqual([
    { segmentId: `${paragraph}.1`, sourceText: 'نعم.', targetText: 'Yes, sir\u{FFFD}', revision: 2, line: 8 },
    { segmentId: `${paragraph}.2`, sourceText: 'لا.', targetText: null, revision: null, line: 10 },
  ]);
});

test('XLIFF 1.2: alternatives and segmented sources are not mistaken for the translation', async () => {
  const unit = `<group id="${paragraph}"><trans-unit id="${paragraph}.1" approved="yes"><source xml:lang="ar">نعم.</source>
    <seg-source><mrk mtype="seg" mid="0">نعم.</mrk></seg-source>
    <alt-trans><source>نعم.</source><target>A match.</target></alt-trans>
    <target xml:lang="en-GB" state="final"><mrk mtype="seg" mid="0"><g id="1">Yes</g></mrk>.</target>
    <context-group><context context-type="x-revision">2</context></context-group></trans-unit></group>`;
  expect(await parseFile('xliff12', xliff12(unit))).toEqual([
    { segmentId: `${paragraph}.1`, sourceText: 'نعم.', targetText: 'Yes.', revision: 2, line: 2 },
  ]);
});

const unit2 = '<unit id="u"><segment id="s"><source>نعم.</source><target>Yes.</target></segment></unit>';
const unit12 = '<trans-unit id="s"><source>نعم.</source><target>Yes.</target></trans-unit>';

test.each([
  ['xliff', xliff2(unit2, { root: 'srcLang="fa" trgLang="en"' }), 'fa'],
  ['xliff', xliff2(unit2, { root: 'srcLang="ar" trgLang="fr"' }), 'fr'],
  ['xliff12', xliff12(unit12, 'source-language="ur" target-language="en"'), 'ur'],
  ['xliff12', xliff12(unit12, 'source-language="ar-EG" target-language="de"'), 'de'],
  ['xliff12', xliff12(unit12.replace('<target>', '<target xml:lang="es">')), 'es'],
])('%s in another language is refused: %#', async (format, file, found) => {
  await expect(parseFile(format, file)).rejects.toMatchObject({
    code: 'IMPORT_WRONG_LANGUAGE',
    details: { found },
  });
});

test.each([
  ['xliff', xliff2(unit2).replace(document, paragraph)],
  ['xliff12', xliff12(unit12).replace(document, paragraph)],
])('%s of another document is refused', async (format, file) => {
  await expect(parseFile(format, file)).rejects.toMatchObject({ code: 'IMPORT_WRONG_DOCUMENT' });
});

test('a file name in the place of the document says nothing about the document', async () => {
  expect(await parseFile('xliff12', xliff12(unit12).replace(document, 'article.txt'))).toHaveLength(1);
});

test('what is not to be translated is passed over', async () => {
  expect(await parseFile('xliff', xliff2(unit2, { file: 'id="empty" translate="no"' }))).toEqual([]);
});

test('XLIFF 1.2 sent as XLIFF 2 is told so where it could be taken for empty', async () => {
  const file = `<xliff version="1.2"><file id="f">${unit2}</file></xliff>`;
  await expect(parseFile('xliff', file)).rejects.toMatchObject({
    details: { reason: 'it is XLIFF 1; choose the format xliff12' },
  });
});
