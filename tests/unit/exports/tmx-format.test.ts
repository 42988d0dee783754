import { expect, test } from 'vitest';
import { tmxFormat } from '../../../exports/tmx-format.ts';
import { alignedRow, exportHeader, finishedDocument } from '../../support/aligned-rows.ts';
import { parseXml } from '../../support/parse-xml.ts';
import { writeExport } from '../../support/write-export.ts';

test('the header says who wrote the memory, in which languages, about what', async () => {
  const header = exportHeader({ title: 'نتائج <الانتخابات> & غيرها' });
  const elements = parseXml(await writeExport(tmxFormat, [], { header }));
  expect(elements.find((element) => element.name === 'header')?.attributes).toEqual({
    creationtool: 'muwazi',
    creationtoolversion: '0.1.0',
    segtype: 'sentence',
    'o-tmf': 'muwazi',
    adminlang: 'en',
    srclang: 'ar',
    datatype: 'plaintext',
    creationdate: '20260302T000000Z',
  });
  expect(propertiesOf(elements)).toEqual([['x-title', 'نتائج <الانتخابات> & غيرها']]);
});

test('a unit pairs the Arabic with the English and keeps where it comes from and how sure it is', async () => {
  const row = alignedRow({ flags: ['low-confidence', 'number-mismatch'], confidence: 0.31 });
  const document = finishedDocument({ collection: 'أخبار', externalId: 'A&1' });
  const elements = parseXml(
    await writeExport(tmxFormat, [row], { document, header: exportHeader({ title: null }) }),
  );
  expect(elements.find((element) => element.name === 'tu')?.attributes).toEqual({
    tuid: row.segmentId,
    creationdate: '20260301T102030Z',
  });
  expect(
    elements.filter((element) => element.name === 'tuv').map((tuv) => [tuv.attributes['xml:lang'], tuv.text]),
  ).toEqual([
    ['ar', row.sourceText],
    ['en', row.targetText],
  ]);
  expect(propertiesOf(elements)).toEqual([
    ['x-document', row.documentId],
    ['x-title', 'نتائج الانتخابات'],
    ['x-collection', 'أخبار'],
    ['x-external-id', 'A&1'],
    ['x-paragraph', row.paragraphId],
    ['x-paragraph-position', '0'],
    ['x-segment', row.segmentId],
    ['x-position', '0'],
    ['x-origin', 'model'],
    ['x-revision', '0'],
    ['x-confidence', '0.31'],
    ['x-flag', 'low-confidence'],
    ['x-flag', 'number-mismatch'],
    ['x-model', 'embedded'],
    ['x-model-revision', 'a1b2c3'],
  ]);
});

test('a passthrough names no model and no confidence', async () => {
  const row = alignedRow({ origin: 'passthrough', model: null, confidence: null, flags: ['passthrough'] });
  const types = propertiesOf(parseXml(await writeExport(tmxFormat, [row]))).map(([type]) => type);
  expect(types).not.toContain('x-model');
  expect(types).not.toContain('x-confidence');
});

function propertiesOf(
  elements: ReturnType<typeof parseXml>,
): readonly (readonly [string | undefined, string])[] {
  return elements
    .filter((element) => element.name === 'prop')
    .map((element) => [element.attributes['type'], element.text] as const);
}
