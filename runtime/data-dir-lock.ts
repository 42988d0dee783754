import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '../core/app-error.ts';
import { describeHolder, findLockHolder, tryLockFile, type HeldLock } from '../locks/lock-file.ts';

const lockFileName = 'muwazi.lock';

/**
 * Makes `dataDir` and holds it for this process: one server a data directory. Rejects with DATA_DIR_HELD (who holds it,
 * since when) or DATA_DIR_UNUSABLE.
 */
export async function acquireDataDir(dataDir: string): Promise<HeldLock> {
  const result = await tryToHold(dataDir);
  if (result.kind === 'held') return result.lock;
  const { holder } = result;
  throw appError('DATA_DIR_HELD', [dataDir, describeHolder(holder)], { details: { pid: holder.pid } });
}

async function tryToHold(dataDir: string): ReturnType<typeof tryLockFile> {
  try {
    await mkdir(dataDir, { recursive: true });
    return await tryLockFile(join(dataDir, lockFileName), 'one-machine');
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw appError('DATA_DIR_UNUSABLE', [dataDir, error.code], { cause: error });
  }
}

/** Who holds `dataDir` at this moment, as the end of "in use by"; undefined when nobody does. Changes nothing. */
export async function findDataDirHolder(dataDir: string): Promise<string | undefined> {
  const holder = await findLockHolder(join(dataDir, lockFileName));
  return holder === undefined ? undefined : describeHolder(holder);
}

function isErrno(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}
