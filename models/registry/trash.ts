import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { trashDirectory } from './models-directory.ts';

/**
 * Takes `directory` out of `modelsDir` in one step; false when it is not there. Its files are deleted by emptyTrash().
 * Who has them open keeps them.
 */
export async function moveToTrash(modelsDir: string, directory: string): Promise<boolean> {
  const trash = trashDirectory(modelsDir);
  await mkdir(trash, { recursive: true });
  try {
    await rename(directory, join(trash, randomUUID()));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Deletes what was moved there, by this process or by one that died before it could. */
export async function emptyTrash(modelsDir: string): Promise<void> {
  const trash = trashDirectory(modelsDir);
  const names = await readdir(trash).catch(() => []);
  await Promise.all(names.map((name) => rm(join(trash, name), { recursive: true, force: true })));
}
