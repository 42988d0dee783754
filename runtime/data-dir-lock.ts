import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { appError } from '../core/app-error.ts';
import { readProcessIdentity } from './process-identity.ts';

const holderSchema = Type.Object({
  pid: Type.Integer(),
  identity: Type.String(),
  startedAt: Type.String(),
});
type Holder = Static<typeof holderSchema>;

export interface DataDirLock {
  /** Safe to call twice. */
  release(): Promise<void>;
}

/*
 * One server a data directory. The lock is a file that names its holder: process number plus the identity of that
 * process's life, so that a crash (`kill -9`, power) never needs a person to delete a file.
 *
 *   no file ──create exclusively──► ours
 *   file, holder alive ───────────► DATA_DIR_HELD
 *   file, holder dead ──rename away─► look again at what was renamed: the dead holder's → start over
 *                                                                     somebody's new lock → put it back, start over
 *
 * The last look closes the race between two processes that both found the same dead holder.
 */

const lockFileName = 'muwazi.lock';
/** A lock file is written in one call; a reader can still meet it empty for an instant. */
const unreadableTries = 20;
const unreadableWaitMs = 50;

/**
 * Makes `dataDir` and holds it for this process. Rejects with DATA_DIR_HELD (who holds it, since when) or
 * DATA_DIR_UNUSABLE.
 */
export async function acquireDataDir(dataDir: string): Promise<DataDirLock> {
  const path = join(dataDir, lockFileName);
  const mine: Holder = {
    pid: process.pid,
    identity: (await readProcessIdentity(process.pid)) ?? '',
    startedAt: new Date().toISOString(),
  };
  try {
    await mkdir(dataDir, { recursive: true });
    while (!(await tryCreate(path, mine))) await clearDeadHolder(dataDir, path);
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw appError('DATA_DIR_UNUSABLE', [dataDir, error.code], { cause: error });
  }
  let held = true;
  return {
    release: async () => {
      if (!held) return;
      held = false;
      if ((await readHolder(path))?.identity === mine.identity) await rm(path, { force: true });
    },
  };
}

/** Who holds `dataDir` at this moment, as the end of "in use by"; undefined when nobody does. Changes nothing. */
export async function findDataDirHolder(dataDir: string): Promise<string | undefined> {
  const holder = await readHolder(join(dataDir, lockFileName));
  return holder !== undefined && (await isAlive(holder)) ? describeHolder(holder) : undefined;
}

function describeHolder({ pid, startedAt }: Holder): string {
  return `process ${pid}, started ${startedAt}`;
}

async function tryCreate(path: string, mine: Holder): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(mine), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isErrno(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function clearDeadHolder(dataDir: string, path: string): Promise<void> {
  const holder = await readHolderPatiently(path);
  if (holder !== undefined && (await isAlive(holder))) {
    throw appError('DATA_DIR_HELD', [dataDir, describeHolder(holder)], { details: { pid: holder.pid } });
  }
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isErrno(error) && error.code === 'ENOENT') return;
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved !== undefined && (await isAlive(moved))) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function isAlive(holder: Holder): Promise<boolean> {
  return (await readProcessIdentity(holder.pid)) === holder.identity;
}

async function readHolderPatiently(path: string): Promise<Holder | undefined> {
  for (let tries = 0; tries < unreadableTries; tries++) {
    const holder = await readHolder(path);
    if (holder !== undefined) return holder;
    await new Promise((resolve) => setTimeout(resolve, unreadableWaitMs));
  }
  return undefined;
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return Value.Check(holderSchema, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isErrno(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}
