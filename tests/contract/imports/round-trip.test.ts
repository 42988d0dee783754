import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlignedRow } from '../../../core/alignment.ts';
import { asCarried } from '../../../core/carried-text.ts';
import { limits } from '../../../core/limits.ts';
import type { JudgedEdit } from '../../../core/segment-edit.ts';
import { exportFormatNamed } from '../../../exports/export-formats.ts';
import { importFormatNamed, importFormats } from '../../../imports/import-formats.ts';
import { parseImport } from '../../../imports/parse-import.ts';
import { finishedDocument } from '../../support/aligned-rows.ts';
import { hostileDocumentRows } from '../../support/hostile-documents.ts';
import { storeRows } from '../../support/store-rows.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';
import { piecesOf } from '../../support/text-pieces.ts';
import { textWith } from '../../support/text-with.ts';
import { writeExport } from '../../support/write-export.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.discard());

const names = importFormats.map(({ name }) => name);

async function rowsOf(id: string): Promise<readonly AlignedRow[]> {
  return (await store.documents.listSegments(id, { limit: 500 })).items;
}

/** Exports `rows` as the document's, and sends the file back. */
async function sendBack(
  format: string,
  documentId: string,
  rows: readonly AlignedRow[],
): Promise<readonly JudgedEdit[]> {
  const document = finishedDocument({ id: documentId });
  const file = await writeExport(exportFormatNamed(format), rows, { document });
  const expected = { documentId, sourceLanguage: 'ar', targetLanguage: 'en' };
  const bytes = piecesOf(Buffer.from(file), 1_000);
  const edits = await parseImport(importFormatNamed(format), bytes, { expected, limits });
  return await store.revisions.apply(documentId, edits, { author: null });
}

test.each(names)(
  '%s: a file that nobody edited changes nothing, whatever the article holds',
  async (format) => {
    for (const { rows: made } of hostileDocumentRows()) {
      if (made.length === 0) continue;
      const id = await storeRows(store, made);
      const rows = await rowsOf(id);
      expect(rows).toHaveLength(made.length);
      const judged = await sendBack(format, id, rows);
      expect(judged.map(({ outcome, reason }) => reason ?? outcome)).toEqual(rows.map(() => 'unchanged'));
      expect(await rowsOf(id)).toEqual(rows);
    }
  },
);

test.each(names)('%s: a file of an article without sentences says nothing', async (format) => {
  const { id } = finishedDocument();
  const file = await writeExport(exportFormatNamed(format), []);
  const expected = { documentId: id, sourceLanguage: 'ar', targetLanguage: 'en' };
  const bytes = piecesOf(Buffer.from(file), 1_000);
  expect(await parseImport(importFormatNamed(format), bytes, { expected, limits })).toEqual([]);
});

/** What a person may write: no control characters, and not nothing. */
const humanText = textWith('\\', '\t', '\n', '\r', '"', "'", '=', '<', '&', ']]>', ' ', '🙂', 'أ')
  .map(asCarried)
  .filter((text) => text.trim() !== '');

test.each(names)(
  '%s: exactly what people edited is stored, to the character',
  { timeout: 60_000 },
  async (format) => {
    const made = hostileDocumentRows()[0]!.rows;
    const id = await storeRows(store, made);
    const edits = fc.array(fc.option(humanText), { minLength: made.length, maxLength: made.length });
    await fc.assert(
      fc.asyncProperty(edits, async (texts) => {
        const before = await rowsOf(id);
        const wanted = before.map((row, index) => ({ ...row, targetText: texts[index] ?? row.targetText }));
        const changed = wanted.filter((row, index) => row.targetText !== before[index]!.targetText).length;
        const judged = await sendBack(format, id, wanted);
        expect(judged.filter(({ outcome }) => outcome === 'applied')).toHaveLength(changed);
        expect(judged.filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(made.length - changed);
        const after = await rowsOf(id);
        expect(after.map(({ targetText }) => targetText)).toEqual(wanted.map(({ targetText }) => targetText));
        for (const [index, row] of after.entries()) {
          if (row.targetText === before[index]!.targetText) expect(row).toEqual(before[index]);
          else expect(row).toMatchObject({ origin: 'human', revision: before[index]!.revision + 1 });
        }
      }),
      { numRuns: 25 },
    );
  },
);
