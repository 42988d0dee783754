import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AlignedRecord } from '../../../exports/aligned-record.ts';
import { jsonlFormat } from '../../../exports/jsonl-format.ts';
import { alignedRow, alignedRowsOf } from '../../support/aligned-rows.ts';
import { writeExport } from '../../support/write-export.ts';

test('a line says everything that is known about a segment', async () => {
  const file = await writeExport(jsonlFormat, [alignedRow({ flags: ['low-confidence', 'length-ratio'] })]);
  expect(JSON.parse(file)).toEqual({
    segmentId: '0197f0aa-0000-7000-8000-000000000002.0',
    documentId: '0197f0aa-0000-7000-8000-000000000001',
    paragraphId: '0197f0aa-0000-7000-8000-000000000002',
    paragraphPosition: 0,
    position: 0,
    source: 'قال الرئيس إن النتائج جيدة.',
    target: 'The president said the results were good.',
    sourceStart: 0,
    sourceEnd: 27,
    gapBefore: '',
    gapAfter: '',
    confidence: 0.75,
    flags: ['low-confidence', 'length-ratio'],
    origin: 'model',
    model: { id: 'embedded', revision: 'a1b2c3' },
    translatedAt: '2026-03-01T10:20:30.456Z',
    revision: 0,
  });
});

test('the lines put together are the text that came in, whatever characters it has', async () => {
  const anyText = fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(anyText, fc.constantFrom(' ', '\n\n', '\u00a0\r\n', '\u2028'), async (sources, gap) => {
      const records = linesOf(await writeExport(jsonlFormat, alignedRowsOf(sources, gap)));
      const text = records.map((record) => record.gapBefore + record.source).join('');
      expect(text + (records.at(-1)?.gapAfter ?? '')).toBe(sources.join(gap) + gap);
      for (const { source, sourceStart, sourceEnd } of records)
        expect(text.slice(sourceStart, sourceEnd)).toBe(source);
    }),
  );
});

test('a document without rows is an empty file', async () => {
  expect(await writeExport(jsonlFormat, [])).toBe('');
});

function linesOf(file: string): readonly AlignedRecord[] {
  const lines = file.split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as AlignedRecord);
}
