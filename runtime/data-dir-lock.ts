import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
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
 *   file, holder dead ──take the takeover file──► still dead: remove it ──► start over
 *
 * Only who holds the takeover file removes a lock, and looks once more before. So of many that find the same dead holder
 * none can remove the lock of another that was quicker: a lock that is there can be replaced only by removing it first.
 * Both files appear with their whole content (written aside, then linked), so one that cannot be read is nobody's.
 */

const lockFileName = 'muwazi.lock';
const takeoverSuffix = '.takeover';
const takeoverWaitMs = 20;

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
    while (!(await tryCreate(path, mine))) await clearDeadHolder(dataDir, path, mine);
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

/** Creates `path` with its whole content at once; false when it is there already. */
async function tryCreate(path: string, mine: Holder): Promise<boolean> {
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, JSON.stringify(mine));
  try {
    await link(aside, path);
    return true;
  } catch (error) {
    if (isErrno(error) && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function clearDeadHolder(dataDir: string, path: string, mine: Holder): Promise<void> {
  const holder = await readHolder(path);
  if (holder !== undefined && (await isAlive(holder))) {
    throw appError('DATA_DIR_HELD', [dataDir, describeHolder(holder)], { details: { pid: holder.pid } });
  }
  const takeover = `${path}${takeoverSuffix}`;
  if (!(await tryCreate(takeover, mine))) {
    await waitForTakeover(takeover);
    return;
  }
  try {
    await removeUnlessAlive(path);
  } finally {
    await rm(takeover, { force: true });
  }
}

/** A takeover lasts milliseconds, unless its process died in the middle of it. */
async function waitForTakeover(takeover: string): Promise<void> {
  await removeUnlessAlive(takeover);
  await new Promise((resolve) => setTimeout(resolve, takeoverWaitMs));
}

async function removeUnlessAlive(path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  // Gone by itself: what may stand there a moment later is somebody's new one.
  if (text === undefined) return;
  const holder = parseHolder(text);
  if (holder === undefined || !(await isAlive(holder))) await rm(path, { force: true });
}

async function isAlive(holder: Holder): Promise<boolean> {
  return (await readProcessIdentity(holder.pid)) === holder.identity;
}

async function readHolder(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return parseHolder(text);
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Value.Check(holderSchema, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isErrno(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}
