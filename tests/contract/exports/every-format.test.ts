import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { AlignedRow } from '../../../core/alignment.ts';
import type { ExportFormat } from '../../../exports/export-format.ts';
import { exportFormatNamed, exportFormats } from '../../../exports/export-formats.ts';
import { oneDocument } from '../../../exports/one-document.ts';
import { withByteOrderMark } from '../../../exports/with-byte-order-mark.ts';
import { alignedRow, exportHeader, finishedDocument } from '../../support/aligned-rows.ts';
import { hostileDocuments } from '../../support/hostile-documents.ts';
import { exportBytes, streamOf } from '../../support/write-export.ts';

/** Held back by a format before a piece of its file is out, in rows; all others write row by row. */
const heldRows: Readonly<Record<string, number>> = {
  xliff: 2 * 5,
  xliff12: 2 * 5,
  html: 2 * 5,
  md: 2 * 5,
  txt: 2 * 5,
  moses: 5_000,
  parquet: 5_000,
};

/** All but docx, which is written as a whole. */
const streamed = exportFormats.filter((format) => format.name !== 'docx');

test.each(exportFormats)(
  '$name gives the same bytes for the same rows, in every time zone',
  async (format) => {
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'Asia/Riyadh';
      const first = await exportBytes(format, hostileDocuments());
      process.env['TZ'] = 'America/St_Johns';
      expect((await exportBytes(format, hostileDocuments())).equals(first)).toBe(true);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  },
);

test.each(exportFormats)('$name is a file even when there is nothing to write', async (format) => {
  await expect(exportBytes(format, streamOf([]))).resolves.toBeInstanceOf(Buffer);
  await expect(exportBytes(format, documentsOf(streamOf([])))).resolves.toBeInstanceOf(Buffer);
});

test.each(streamed)(
  '$name gives its first bytes before the last row is read, and no row too early',
  async (format) => {
    let read = 0;
    const countRow = (): void => {
      read += 1;
    };
    const file = open(format, endlessRows(countRow));
    const pieces = format.name === 'parquet' ? 3 : 50;
    for (let taken = 1; taken <= pieces; taken += 1) {
      const before = read;
      await file.next();
      expect(read - before).toBeLessThanOrEqual(heldRows[format.name] ?? 1);
    }
    expect(read).toBeGreaterThan(0);
  },
);

test.each(streamed)('$name stops reading rows when the download is given up', async (format) => {
  let closed = false;
  async function* rows(): AsyncGenerator<AlignedRow> {
    try {
      yield* endlessRows(() => undefined);
    } finally {
      closed = true;
    }
  }
  const file = open(format, rows());
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
    const file = format.write(exportHeader(), documentsOf(rows()));
    await expect(Readable.from(file).toArray()).rejects.toBe(broken);
  },
);

test('no two formats share a name or an ending, so that a file says what it is', () => {
  const count = exportFormats.length;
  expect(new Set(exportFormats.map(({ name }) => name)).size).toBe(count);
  expect(new Set(exportFormats.map(({ extension }) => extension)).size).toBe(count);
});

test('a format nobody wrote is refused with the names of those that exist', () => {
  expect(() => exportFormatNamed('pdf')).toThrow(
    expect.objectContaining({
      code: 'EXPORT_FORMAT_UNKNOWN',
      details: { format: 'pdf', known: exportFormats.map(({ name }) => name) },
    }),
  );
});

test.each(['csv', 'tsv'])('%s has a byte order mark when it is asked for, and only then', async (name) => {
  const format = exportFormatNamed(name);
  const plain = await exportBytes(format, hostileDocuments());
  const marked = await exportBytes(withByteOrderMark(format), hostileDocuments());
  expect(marked.equals(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]))).toBe(true);
});

test('a byte order mark is refused where readers would take it for content', () => {
  const refusing = exportFormats.filter(({ name }) => name !== 'csv' && name !== 'tsv');
  for (const format of refusing)
    expect(() => withByteOrderMark(format)).toThrow(expect.objectContaining({ code: 'REQUEST_INVALID' }));
});

function documentsOf(rows: AsyncIterable<AlignedRow>) {
  return oneDocument(finishedDocument(), rows);
}

function open(format: ExportFormat, rows: AsyncIterable<AlignedRow>): AsyncIterator<string | Uint8Array> {
  return format.write(exportHeader(), documentsOf(rows))[Symbol.asyncIterator]();
}

/** Paragraphs of five sentences. */
// eslint-disable-next-line @typescript-eslint/require-await -- an asynchronous stream of what is at hand
async function* endlessRows(onRead: () => void): AsyncGenerator<AlignedRow> {
  for (let row = 0; ; row += 1) {
    onRead();
    const paragraphId = `paragraph-${String(Math.floor(row / 5))}`;
    yield alignedRow({ paragraphId, position: row % 5, targetText: `Sentence ${String(row * row)}.` });
  }
}
