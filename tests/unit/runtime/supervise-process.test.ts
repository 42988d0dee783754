import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { superviseProcess, type SupervisedProcess } from '../../../runtime/supervise-process.ts';
import { recordLog } from '../../support/recorded-log.ts';
import { until } from '../../support/until.ts';

const entryCode = `
  process.on('disconnect', () => process.exit());
  process.on('message', (word) => { if (word === 'stop') process.exit(0); });
  process.send({ type: 'ready', address: process.env.ADDRESS ?? null });
`;

let directory: string;
let supervised: SupervisedProcess | undefined;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muwazi-supervise-'));
  await writeFile(join(directory, 'entry.mjs'), entryCode);
});
afterEach(async () => {
  await supervised?.stop(1_000);
  await rm(directory, { recursive: true, force: true });
});

const spec = (env: Readonly<Record<string, string>> = {}) => ({
  name: 'test',
  entry: join(directory, 'entry.mjs'),
  env: () => env,
});

function nextPid(process: SupervisedProcess, before: number | undefined): Promise<number | undefined> {
  return until(
    () => process.pid(),
    (pid) => pid !== undefined && pid !== before,
    { withinMs: 20_000, label: 'another life' },
  );
}

test('a process that is killed is started again, and says where it is', async () => {
  const log = recordLog();
  supervised = superviseProcess(spec({ ADDRESS: 'somewhere' }), log);
  expect(await supervised.firstReady).toBe('somewhere');
  const before = supervised.pid();
  process.kill(before ?? 0, 'SIGKILL');
  expect(await nextPid(supervised, before)).not.toBe(before);
});

test('a program that could not be run is tried again', async () => {
  const log = recordLog();
  const { execPath } = process;
  process.execPath = join(directory, 'no-such-program');
  supervised = superviseProcess(spec(), log);
  await until(
    () => supervised?.pid(),
    (pid) => pid === undefined,
    { withinMs: 5_000, label: 'the failed life is over' },
  );
  process.execPath = execPath;
  expect(await nextPid(supervised, undefined)).toBeGreaterThan(0);
  expect(await supervised.firstReady).toBeNull();
});

test('a retired process that ends is not started again', async () => {
  const log = recordLog();
  supervised = superviseProcess(spec(), log);
  await supervised.firstReady;
  supervised.retire();
  process.kill(supervised.pid() ?? 0, 'SIGKILL');
  await until(
    () => supervised?.pid(),
    (pid) => pid === undefined,
    { withinMs: 5_000, label: 'the process is gone' },
  );
  expect(log.lines.filter((line) => line.message === 'process ended; it is started again')).toEqual([]);
});
