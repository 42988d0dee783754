import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, appError } from '../../core/app-error.ts';
import { describeFileError } from './describe-file-error.ts';

/** What happens to a file that is there already. */
export type WhenThere = 'refuse' | 'replace';

/**
 * Writes `body` to `path` in one step: whoever looks sees the whole file or none, whenever the program is ended.
 * With `refuse` nothing is ever replaced, not even a file that appeared in the meantime; one that is there already is
 * refused before `body` is read. Resolves with the bytes written.
 *
 * Rejects with OUTPUT_EXISTS or OUTPUT_UNWRITABLE, or with what `body` or `signal` rejects with.
 */
export async function saveFile(
  path: string,
  body: ReadableStream<Uint8Array>,
  { whenThere, signal }: { readonly whenThere: WhenThere; readonly signal?: AbortSignal },
): Promise<number> {
  if (whenThere === 'refuse' && (await stat(path).catch(() => undefined)) !== undefined) {
    await body.cancel();
    throw appError('OUTPUT_EXISTS', [path]);
  }
  // In the same directory, because only within one file system a file comes into its place in one step.
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
  const file = createWriteStream(draft, { flags: 'wx' });
  try {
    await pipeline(Readable.fromWeb(body), file, signal === undefined ? {} : { signal });
    if (whenThere === 'replace') await rename(draft, path);
    else await linkOrMove(draft, path);
    return file.bytesWritten;
  } catch (cause) {
    throw saveError(path, cause);
  } finally {
    await rm(draft, { force: true });
  }
}

/** A link never replaces what is there. Some file systems (FAT) have none; it was looked for a moment ago, then. */
async function linkOrMove(draft: string, path: string): Promise<void> {
  await link(draft, path).catch(async (error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EPERM' && code !== 'ENOTSUP') throw error;
    await rename(draft, path);
  });
}

function saveError(path: string, cause: unknown): unknown {
  if (cause instanceof AppError || !isFileError(cause)) return cause;
  if (cause.code === 'EEXIST') return appError('OUTPUT_EXISTS', [path], { cause });
  return appError('OUTPUT_UNWRITABLE', [path, describeFileError(cause)], { cause });
}

/** Errors of the network have a code as well, but not of a file operation. */
function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
