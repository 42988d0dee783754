import type { Readable } from 'node:stream';
import { appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import { readBody } from '../http/read-body.ts';

/** A file's bytes as they arrive. Rejects with FILE_TOO_LARGE as soon as there are more than one may have. */
export async function* readBounded(body: Readable): AsyncGenerator<Buffer, void, undefined> {
  const most = limits.fileBytes;
  let bytes = 0;
  for await (const chunk of readBody(body)) {
    bytes += chunk.length;
    if (bytes > most) throw appError('FILE_TOO_LARGE', [most], { details: { most } });
    yield chunk;
  }
}

/** All of a file. */
export async function readWhole(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readBounded(body)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
