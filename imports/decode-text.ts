import { TextDecoder } from 'node:util';
import { appError } from '../core/app-error.ts';
import { brokenFile } from './broken-file.ts';

/** Bytes decoded at a time, however large the pieces are that arrive: the thread is given back in between. */
const pieceBytes = 64 * 1024;

/**
 * The bytes as text: UTF-8, or UTF-16 where a byte order mark says so. The mark is dropped.
 *
 * Rejects with IMPORT_TOO_LARGE as soon as there are more than `mostBytes`, and with IMPORT_BROKEN for bytes that are not
 * valid in the encoding, where a lenient decoder would put replacement characters into a translation.
 *
 * @see https://encoding.spec.whatwg.org/#bom-sniff
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<string, void, undefined> {
  let decoder: TextDecoder | undefined;
  let line = 1;
  const decode = (piece?: Uint8Array): string => {
    try {
      const text = decoder?.decode(piece, { stream: piece !== undefined }) ?? '';
      line += countLines(text);
      return text;
    } catch (cause) {
      throw brokenFile(line, 'it is neither UTF-8 nor UTF-16 with a byte order mark', cause);
    }
  };
  for await (const piece of piecesOf(bytes, mostBytes)) {
    decoder ??= decoderFor(piece);
    yield decode(piece);
  }
  yield decode();
}

/** The same bytes in pieces of a bounded size; the first has a byte order mark in full if there is one. */
async function* piecesOf(bytes: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Uint8Array> {
  let received = 0;
  let beginning: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of bytes) {
    received += chunk.length;
    if (received > mostBytes) throw tooLarge(mostBytes);
    const rest: Uint8Array = beginning === undefined ? chunk : Buffer.concat([beginning, chunk]);
    beginning = beginning !== undefined && rest.length < 3 ? rest : undefined;
    if (beginning !== undefined) continue;
    for (let at = 0; at < rest.length; at += pieceBytes) yield rest.subarray(at, at + pieceBytes);
  }
  if (beginning !== undefined && beginning.length > 0) yield beginning;
}

/** IMPORT_TOO_LARGE for a file of more than `mostBytes`. */
export function tooLarge(mostBytes: number): Error {
  return appError('IMPORT_TOO_LARGE', [`${mostBytes} bytes`], { details: { mostBytes } });
}

function decoderFor([first, second]: Uint8Array): TextDecoder {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  return new TextDecoder('utf-8', { fatal: true });
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
