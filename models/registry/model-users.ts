import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../core/logger.ts';
import { describeHolder, findLockHolder, tryLockFile } from '../../locks/lock-file.ts';
import { modelDirectory, usersDirectory } from './models-directory.ts';

/** Says that this process uses a model, until it is released or the process ends, however it ends. */
export interface UseMark {
  release(): Promise<void>;
}

/**
 * Marks a model of `modelsDir` as used by this process, so that removing it is refused. One that lies elsewhere (embedded,
 * or a directory of somebody's own) cannot be removed and gets no mark. Where nothing can be written, as on a volume
 * mounted read-only, there is no mark, and nobody who could remove it here either.
 */
export async function markInUse(
  modelsDir: string,
  model: { readonly id: string; readonly directory: string },
  log: Logger,
): Promise<UseMark> {
  const unmarked: UseMark = { release: () => Promise.resolve() };
  const { id } = model;
  if (model.directory !== modelDirectory(modelsDir, id)) return unmarked;
  const directory = usersDirectory(modelsDir, id);
  try {
    await mkdir(directory, { recursive: true });
    const mark = await tryLockFile(join(directory, `${randomUUID()}${markSuffix}`), 'several-machines');
    if (mark.kind === 'held') return mark.lock;
  } catch (error) {
    log.info({ model: id, error: String(error) }, 'the model is not marked as in use');
  }
  return unmarked;
}

/** Processes that have the model `id` loaded, for people to read. Marks of processes that died are cleared away. */
export async function findUsers(modelsDir: string, id: string): Promise<readonly string[]> {
  const directory = usersDirectory(modelsDir, id);
  const names = await readdir(directory).catch(() => []);
  const users: string[] = [];
  for (const name of names.filter((one) => one.endsWith(markSuffix)).toSorted()) {
    const mark = join(directory, name);
    const holder = await findLockHolder(mark);
    if (holder === undefined) await rm(mark, { force: true });
    else users.push(describeHolder(holder));
  }
  return users;
}

/** A mark is written aside under another name first. */
const markSuffix = '.mark';
