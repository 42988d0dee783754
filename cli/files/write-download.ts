import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { saveFile, type WhenThere } from './save-file.ts';
import { standardOutput } from './plan-outputs.ts';

/** Writes a download to `path`, or to standard output for `-`. Resolves with its bytes; see saveFile() for the rest. */
export async function writeDownload(
  body: ReadableStream<Uint8Array>,
  path: string,
  options: { readonly whenThere: WhenThere; readonly signal?: AbortSignal },
): Promise<number> {
  if (path !== standardOutput) return await saveFile(path, body, options);
  let bytes = 0;
  const counted = Readable.fromWeb(body).on('data', (chunk: Uint8Array) => (bytes += chunk.length));
  // Standard output stays open: somebody may still want to say something.
  await pipeline(counted, process.stdout, { end: false, ...(options.signal && { signal: options.signal }) });
  return bytes;
}
