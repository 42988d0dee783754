import type { AlignedRow } from '../../core/alignment.ts';
import type { ExportFormat, ExportHeader } from '../../exports/export-format.ts';
import { exportHeader } from './aligned-rows.ts';

/** The whole file as text, read back the way a download is: as UTF-8. */
export async function writeExport(
  format: ExportFormat,
  rows: readonly AlignedRow[],
  header: ExportHeader = exportHeader(),
): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of format.write(header, streamOf(rows))) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

// eslint-disable-next-line @typescript-eslint/require-await -- an asynchronous stream of what is at hand
export async function* streamOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
