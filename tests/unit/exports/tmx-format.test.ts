import { expect, test } from 'vitest';
import { tmxFormat } from '../../../exports/tmx-format.ts';
import { alignedRow, exportHeader } from '../../support/aligned-rows.ts';
import { parseXml } from '../../support/parse-xml.ts';
import { writeExport } from '../../support/write-export.ts';

test('the header says who wrote the memory, in which languages, of which article', async () => {
  const header = exportHeader({ title: 'نتائج <الانتخابات> & غيرها', collection: null });
  const elements = parseXml(await writeExport(tmxFormat, [], header));
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
  expect(propertiesOf(elements)).toEqual([
    ['x-document', '0197f0aa-0000-7000-8000-000000000001'],
    ['x-title', 'نتائج <الانتخابات> & غيرها'],
  ]);
});

test('a unit pairs the Arabic with the English and keeps where it comes from and how sure it is', async () => {
  const row = alignedRow({ flags: ['low-confidence', 'number-mismatch'], confidence: 0.31 });
  const elements = parseXml(await writeExport(tmxFormat, [row]));
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
  expect(propertiesOf(elements).slice(2)).toEqual([
    ['x-document', row.documentId],
    ['x-paragraph', row.paragraphId],
    ['x-paragraph-position', '0'],
    ['x-position', '0'],
    ['x-origin', 'model'],
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
