import type { Readable } from 'node:stream';
import { appError } from '../../core/app-error.ts';

/**
 * The bytes of a body as they arrive, no faster than they are read. `body` is what a content type parser is handed: what counts
 * the bytes stands between the request and it.
 *
 * When the reader stops early, the rest is taken and thrown away while the answer goes out: closing the connection under
 * a client that still sends would often take the answer with it. The server's request timeout bounds how long.
 * Rejects with REQUEST_INVALID when the client breaks off.
 */
export async function* readBody(body: Readable): AsyncGenerator<Buffer, void, undefined> {
  try {
    // A body without an encoding set comes as buffers.
    yield* body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch (cause) {
    throw appError('REQUEST_INVALID', ['the body broke off'], { cause });
  } finally {
    body.resume();
  }
}
