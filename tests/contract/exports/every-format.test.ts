import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { AlignedRow } from '../../../core/alignment.ts';
import { exportFormatNamed, exportFormats } from '../../../exports/export-formats.ts';
import { alignedRow, exportHeader } from '../../support/aligned-rows.ts';
import { writeExport } from '../../support/write-export.ts';

test.each(exportFormats)('$name gives the same bytes for the same rows', async (format) => {
  const rows = [alignedRow({ position: 0 }), alignedRow({ position: 1, gapBefore: '\n' })];
  expect(await writeExport(format, rows)).toBe(await writeExport(format, rows));
});

test.each(exportFormats)('$name reads rows only as fast as its file is taken', async (format) => {
  let read = 0;
  const countRow = (): void => {
    read += 1;
  };
  const file = format.write(exportHeader(), endlessRows(countRow))[Symbol.asyncIterator]();
  for (let taken = 1; taken <= 50; taken += 1) {
    await file.next();
    expect(read).toBeLessThanOrEqual(taken);
  }
  expect(read).toBeGreaterThan(0);
});

test.each(exportFormats)('$name stops reading rows when the download is given up', async (format) => {
  let closed = false;
  async function* rows(): AsyncGenerator<AlignedRow> {
    try {
      yield* endlessRows(() => undefined);
    } finally {
      closed = true;
    }
  }
  const file = format.write(exportHeader(), rows())[Symbol.asyncIterator]();
  for (let taken = 1; taken <= 3; taken += 1) await file.next();
  await file.return?.();
  expect(closed).toBe(true);
});

test.each(exportFormats)(
  '$name fails when its rows fail, so that half a file never looks whole',
  async (format) => {
    const broken = new Error('the store went away');
    async function* rows(): AsyncGenerator<AlignedRow> {
      yield alignedRow();
      await Promise.reject(broken);
    }
    await expect(Readable.from(format.write(exportHeader(), rows())).toArray()).rejects.toBe(broken);
  },
);

test('a format nobody wrote is refused with the names of those that exist', () => {
  expect(() => exportFormatNamed('pdf')).toThrow(
    expect.objectContaining({
      code: 'EXPORT_FORMAT_UNKNOWN',
      details: { format: 'pdf', known: ['jsonl', 'tsv', 'tmx'] },
    }),
  );
});

// eslint-disable-next-line @typescript-eslint/require-await -- an asynchronous stream of what is at hand
async function* endlessRows(onRead: () => void): AsyncGenerator<AlignedRow> {
  for (let position = 0; ; position += 1) {
    onRead();
    yield alignedRow({ position });
  }
}
