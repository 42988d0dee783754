import type { AlignedRow } from '../../core/alignment.ts';
import type { Document } from '../../core/document.ts';
import type { AlignedDocument, ExportFormat, ExportHeader } from '../../exports/export-format.ts';
import { oneDocument } from '../../exports/one-document.ts';
import { exportHeader, finishedDocument } from './aligned-rows.ts';

export interface WriteExportOptions {
  readonly document?: Document;
  readonly header?: ExportHeader;
}

/** The whole file of one document as text, read back the way a download is: as UTF-8. */
export async function writeExport(
  format: ExportFormat,
  rows: readonly AlignedRow[],
  { document = finishedDocument(), header = exportHeader() }: WriteExportOptions = {},
): Promise<string> {
  const bytes = await exportBytes(format, oneDocument(document, streamOf(rows)), header);
  return bytes.toString('utf8');
}

/** The whole file of any number of documents. */
export async function exportBytes(
  format: ExportFormat,
  documents: AsyncIterable<AlignedDocument>,
  header: ExportHeader = exportHeader(),
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of format.write(header, documents)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

// eslint-disable-next-line @typescript-eslint/require-await -- an asynchronous stream of what is at hand
export async function* streamOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
