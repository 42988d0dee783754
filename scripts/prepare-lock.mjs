// @ts-check
import { rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const renewEveryMs = 1_000;
/** Ten missed renewals: whoever held the lock is gone. */
const staleAfterMs = 10_000;
const lookAgainAfterMs = 100;

/*
 * One preparation at a time per checkout. The lock is a file whose date its holder renews; a holder that was killed
 * stops renewing, so nobody ever has to delete a file by hand.
 */

/**
 * Runs `task` while holding the lock; waits for whoever holds it. `task` must look again at what is left to do.
 *
 * @param {string} root
 * @param {(line: string) => void} say
 * @param {() => Promise<void>} task
 */
export async function withPrepareLock(root, say, task) {
  const path = join(root, '.prepare.lock');
  await acquire(path, say);
  const renewal = setInterval(
    () => void utimes(path, new Date(), new Date()).catch(() => undefined),
    renewEveryMs,
  );
  const release = () => rm(path, { force: true });
  try {
    await task();
  } finally {
    clearInterval(renewal);
    await release();
  }
}

/**
 * @param {string} path
 * @param {(line: string) => void} say
 */
async function acquire(path, say) {
  let announced = false;
  while (!(await tryCreate(path))) {
    if (await isStale(path)) {
      await setAside(path);
      continue;
    }
    if (!announced) say('Waiting for another preparation of this directory …');
    announced = true;
    await new Promise((resolve) => setTimeout(resolve, lookAgainAfterMs));
  }
}

/** @param {string} path */
async function tryCreate(path) {
  try {
    await writeFile(path, `${String(process.pid)}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
async function isStale(path) {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > staleAfterMs;
}

/** A rename succeeds once: of several that found the same dead lock, one clears it. @param {string} path */
async function setAside(path) {
  const aside = `${path}.${String(process.pid)}`;
  await rename(path, aside).catch(() => undefined);
  await rm(aside, { force: true });
}
