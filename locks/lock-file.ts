import { randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { readProcessIdentity } from './process-identity.ts';

const holderSchema = Type.Object({
  pid: Type.Integer(),
  identity: Type.String(),
  startedAt: Type.String(),
  /** Where the process runs; absent where only one machine can reach the file. */
  host: Type.Optional(Type.String()),
});
/** Who holds a lock. */
export type LockHolder = Readonly<Static<typeof holderSchema>>;

export interface HeldLock {
  /** Safe to call twice. */
  release(): Promise<void>;
}

export type LockTry =
  | { readonly kind: 'held'; readonly lock: HeldLock }
  | { readonly kind: 'taken'; readonly holder: LockHolder };

/**
 * Who can reach the file. Process numbers mean nothing on another machine or in another container, so there a holder
 * counts as alive as long as it goes on touching its file.
 */
export type LockReach = 'one-machine' | 'several-machines';

/*
 * The lock is a file that names its holder: process number plus the identity of that process's life.
 *
 *   no file ──create exclusively──► ours
 *   file, holder alive ───────────► taken
 *   file, holder dead ──take the takeover file──► still dead: remove it ──► start over
 *
 * Only who holds the takeover file removes a lock, and looks once more before. So of many that find the same dead holder
 * none can remove the lock of another that was quicker: a lock that is there can be replaced only by removing it first.
 * Both files appear with their whole content (written aside, then linked), so one that cannot be read is nobody's.
 */

const takeoverSuffix = '.takeover';
const takeoverWaitMs = 20;
const touchEveryMs = 5_000;
/** Several touches may fail or come late on a busy machine. */
const untouchedIsDeadMs = 60_000;

/** Takes the lock file `path`, whose directory exists, or says who holds it. Rejects with what the file system says. */
export async function tryLockFile(path: string, reach: LockReach): Promise<LockTry> {
  const mine = await describeThisProcess(reach);
  while (!(await tryCreate(path, mine))) {
    const holder = await findLockHolder(path);
    if (holder !== undefined) return { kind: 'taken', holder };
    await clearDead(path, mine);
  }
  const beat = reach === 'several-machines' ? keepTouching(path) : undefined;
  let held = true;
  const release = async (): Promise<void> => {
    if (!held) return;
    held = false;
    clearInterval(beat);
    if (isDeepEqual(await readHolder(path), mine)) await rm(path, { force: true });
  };
  return { kind: 'held', lock: { release } };
}

/** Who holds the lock file `path` at this moment; undefined when nobody does. Changes nothing. */
export async function findLockHolder(path: string): Promise<LockHolder | undefined> {
  const holder = await readHolder(path);
  return holder !== undefined && (await isAlive(path, holder)) ? holder : undefined;
}

/** The holder as the end of "in use by". */
export function describeHolder({ pid, startedAt, host }: LockHolder): string {
  const place = host === undefined || host === hostname() ? '' : ` on ${host}`;
  return `process ${pid}${place}, started ${startedAt}`;
}

async function describeThisProcess(reach: LockReach): Promise<LockHolder> {
  return {
    pid: process.pid,
    identity: (await readProcessIdentity(process.pid)) ?? '',
    startedAt: new Date().toISOString(),
    ...(reach === 'several-machines' ? { host: hostname() } : {}),
  };
}

function isDeepEqual(one: LockHolder | undefined, other: LockHolder): boolean {
  return one !== undefined && Value.Equal(one, other);
}

/** The process may end meanwhile, and a touch that fails is made up for by the next. */
function keepTouching(path: string): NodeJS.Timeout {
  return setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, touchEveryMs).unref();
}

/** Creates `path` with its whole content at once; false when it is there already. */
async function tryCreate(path: string, mine: LockHolder): Promise<boolean> {
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, JSON.stringify(mine));
  try {
    await link(aside, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function clearDead(path: string, mine: LockHolder): Promise<void> {
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
  if (holder === undefined || !(await isAlive(path, holder))) await rm(path, { force: true });
}

async function isAlive(path: string, { host, pid, identity }: LockHolder): Promise<boolean> {
  if (host === undefined || host === hostname()) return (await readProcessIdentity(pid)) === identity;
  const touchedMs = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => -Infinity,
  );
  return Date.now() - touchedMs < untouchedIsDeadMs;
}

async function readHolder(path: string): Promise<LockHolder | undefined> {
  return parseHolder(await readFile(path, 'utf8').catch(() => ''));
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Value.Check(holderSchema, value) ? value : undefined;
  } catch {
    return undefined;
  }
}
