import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireDataDir } from '../../../runtime/data-dir-lock.ts';
import { readProcessIdentity } from '../../../locks/process-identity.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muwazi-lock-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

const lockFile = (): string => join(directory, 'muwazi.lock');

test('a held directory is refused, and the sentence names the holder', async () => {
  const lock = await acquireDataDir(directory);
  await expect(acquireDataDir(directory)).rejects.toMatchObject({
    code: 'DATA_DIR_HELD',
    message: expect.stringContaining(`process ${process.pid}`) as string,
  });
  await lock.release();
});

test('a released directory can be held again, and nothing is left behind in between', async () => {
  const first = await acquireDataDir(directory);
  await first.release();
  await first.release();
  expect(await readdir(directory)).toEqual([]);
  const second = await acquireDataDir(directory);
  await second.release();
});

test('a process number that is used again does not keep a dead lock alive', async () => {
  const earlier = { pid: process.pid, identity: 'an earlier life', startedAt: 'long ago' };
  await writeFile(lockFile(), JSON.stringify(earlier));
  const lock = await acquireDataDir(directory);
  expect(JSON.parse(await readFile(lockFile(), 'utf8'))).not.toMatchObject({ identity: 'an earlier life' });
  await lock.release();
});

test('the lock of a process that was killed is taken over', async () => {
  const child = spawn('sleep', ['60']);
  const pid = child.pid ?? 0;
  const identity = await readProcessIdentity(pid);
  await writeFile(lockFile(), JSON.stringify({ pid, identity, startedAt: 'just now' }));
  await expect(acquireDataDir(directory)).rejects.toMatchObject({ code: 'DATA_DIR_HELD' });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  const lock = await acquireDataDir(directory);
  await lock.release();
});

test.each([
  ['empty', ''],
  ['cut short', '{"pid": 1'],
  ['foreign', '[]'],
])('an %s lock file does not lock people out for ever', async (_name, content) => {
  await writeFile(lockFile(), content);
  const lock = await acquireDataDir(directory);
  expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
  await lock.release();
});

test.each(Array.from({ length: 10 }, (_, round) => round))(
  'of many that start at once on a dead lock, one wins and the others are told (round %i)',
  async () => {
    await writeFile(
      lockFile(),
      JSON.stringify({ pid: 999_999_999, identity: 'dead', startedAt: 'long ago' }),
    );
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => acquireDataDir(directory)));
    const winners = tries.filter((result) => result.status === 'fulfilled');
    expect(winners.length).toBe(1);
    expect(await readdir(directory)).toEqual(['muwazi.lock']);
  },
);

test('a takeover whose process died in the middle of it does not stand in the way', async () => {
  const dead = JSON.stringify({ pid: 999_999_999, identity: 'dead', startedAt: 'long ago' });
  await writeFile(lockFile(), dead);
  await writeFile(`${lockFile()}.takeover`, dead);
  const lock = await acquireDataDir(directory);
  expect(await readdir(directory)).toEqual(['muwazi.lock']);
  await lock.release();
});

test('a directory that cannot be made is named', async () => {
  await writeFile(join(directory, 'file'), '');
  await expect(acquireDataDir(join(directory, 'file', 'data'))).rejects.toMatchObject({
    code: 'DATA_DIR_UNUSABLE',
  });
});
