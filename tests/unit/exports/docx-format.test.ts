import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { AlignedRow } from '../../../core/alignment.ts';
import { docxFormat } from '../../../exports/docx-format.ts';
import { oneDocument } from '../../../exports/one-document.ts';
import { alignedRow, finishedDocument } from '../../support/aligned-rows.ts';
import { exportBytes, streamOf } from '../../support/write-export.ts';

test('the Arabic is right to left in the terms of Word, and the English is not', async () => {
  const [table, source, target] = await partsOf([alignedRow()]);
  expect(table).toContain('<w:bidiVisual/>');
  expect(source).toContain('<w:bidi/>');
  expect(source).toContain('<w:rtl/>');
  expect(source).toContain('<w:lang w:bidi="ar-SA"/>');
  expect(target).not.toMatch(/<w:bidi\/>|<w:rtl\/>/u);
});

test('what was passed through goes the way its own letters go', async () => {
  const row = { origin: 'passthrough', model: null, confidence: null } as const;
  const [, latin] = await partsOf([alignedRow({ ...row, sourceText: '2019 Photo' })]);
  expect(latin).not.toContain('<w:rtl/>');
  const [, hebrew, copy] = await partsOf([
    alignedRow({ ...row, sourceText: '2019 צילום', targetText: '2019 צילום' }),
  ]);
  expect(hebrew).toContain('<w:rtl/>');
  expect(copy).toContain('<w:rtl/>');
});

test('more sentences than Word can be asked to hold are refused before the first byte', async () => {
  const rows = streamOf(Array.from({ length: 5_001 }, (_, position) => alignedRow({ position })));
  await expect(exportBytes(docxFormat, oneDocument(finishedDocument(), rows))).rejects.toMatchObject({
    code: 'EXPORT_TOO_LARGE',
    status: 413,
  });
});

/** The table's own properties, then the two cells of its last row. */
async function partsOf(rows: readonly AlignedRow[]): Promise<readonly string[]> {
  const bytes = await exportBytes(docxFormat, oneDocument(finishedDocument(), streamOf(rows)));
  const xml = strFromU8(unzipSync(bytes)['word/document.xml']!);
  const table = /<w:tblPr>.*?<\/w:tblPr>/u.exec(xml)?.[0] ?? '';
  const lastRow = xml.slice(xml.lastIndexOf('<w:tr>'));
  return [table, ...(lastRow.match(/<w:tc>.*?<\/w:tc>/gu) ?? [])];
}
