import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import { describeFileError } from './describe-file-error.ts';

/** A text to translate, and where it came from. */
export interface Article {
  /** As the person named it; `-` for standard input. */
  readonly file: string;
  /** The file's name without its ending; undefined for standard input. */
  readonly title: string | undefined;
  readonly text: string;
}

export const standardInput = '-';

/**
 * Reads a text file, or standard input for `-`, as UTF-8; a byte order mark is dropped.
 *
 * Rejects with INPUT_UNREADABLE, or with INPUT_NOT_TEXT when it is not UTF-8, holds NUL bytes (UTF-16, a picture, a
 * Word document …) or is larger than a server takes.
 */
export async function readArticle(file: string): Promise<Article> {
  const bytes = await readBytes(file).catch((cause: unknown) => {
    throw appError('INPUT_UNREADABLE', [file, describeFileError(cause)], { cause });
  });
  if (bytes.length > limits.bodyBytes) throw notText(file, `it has more than ${limits.bodyBytes} bytes`);
  return { file, title: file === standardInput ? undefined : titleOf(file), text: decode(file, bytes) };
}

/** At most one byte more than is allowed, so that a disk image named by mistake does not fill the memory. */
async function readBytes(file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const handle = file === standardInput ? undefined : await open(file);
  const stream = handle === undefined ? process.stdin : handle.createReadStream();
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer); // a stream without an encoding gives buffers
    size += (chunk as Buffer).length;
    if (size > limits.bodyBytes) break;
  }
  return Buffer.concat(chunks);
}

function decode(file: string, bytes: Buffer): string {
  const nul = bytes.indexOf(0);
  if (nul !== -1) throw notText(file, `byte ${nul + 1} is NUL`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notText(file, `line ${firstBrokenLine(bytes)} has bytes that are none`);
  }
}

/** Bytes of a line end are never part of another character in UTF-8, so every line can be tried alone. */
function firstBrokenLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found + 1;
    const part = bytes.subarray(start, end);
    if (!Buffer.from(part.toString('utf8'), 'utf8').equals(part)) return line;
    start = end;
  }
  return line;
}

function notText(file: string, why: string): Error {
  return appError('INPUT_NOT_TEXT', [file, why]);
}

/** One line, as short as a title may be; a file's name may hold anything but `/`. */
function titleOf(file: string): string | undefined {
  const stem = basename(file, extname(file));
  const line = stem.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line === '' ? undefined : line.slice(0, limits.titleChars);
}
