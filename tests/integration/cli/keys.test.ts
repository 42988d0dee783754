import { Command, CommanderError } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addKeys } from '../../../cli/commands/keys.ts';
import { silentLogger } from '../../../core/logger.ts';
import type { Environment } from '../../../runtime/config/read-config.ts';
import { acquireDataDir } from '../../../runtime/data-dir-lock.ts';
import { startEmbeddedPostgres } from '../../../store/embedded/start-embedded-postgres.ts';
import { makeDataDir, removeDirectory } from '../../support/embedded-server.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

interface Said {
  readonly printed: readonly string[];
  readonly noted: readonly string[];
}

async function keys(env: Environment, ...args: readonly string[]): Promise<Said> {
  const printed: string[] = [];
  const noted: string[] = [];
  const program = new Command('muwazi')
    .exitOverride()
    .configureOutput({ writeErr: (text) => noted.push(text) });
  addKeys(program, {
    terminal: {
      print: (line) => void printed.push(line),
      note: (line) => void noted.push(line),
      style: (_style, text) => text,
      progress: process.stderr,
      columns: 120,
    },
    env,
    takeInterrupts: () => new AbortController().signal,
    endWith: () => undefined,
  });
  await program.parseAsync(['keys', ...args], { from: 'user' });
  return { printed, noted };
}

describe('with a database of its own', () => {
  let store: TestStore;
  let env: Environment;
  beforeAll(async () => {
    store = await openTestStore();
    env = { DATABASE_URL: store.databaseUrl };
  });
  afterAll(async () => {
    await store.discard();
  });

  test('a key is the only thing printed, opens the door, and is listed without its secret', async () => {
    const { printed, noted } = await keys(
      env,
      'create',
      '--role',
      'reader',
      '--name',
      'desk',
      '--quota',
      '5',
    );
    expect(printed).toHaveLength(1);
    expect(await store.keys.recognise(printed[0]!)).toMatchObject({
      name: 'desk',
      role: 'reader',
      bytesPerDay: 5_000_000,
      expiresAt: null,
    });
    const listed = await keys(env, 'list');
    expect(listed.printed[0]).toMatch(/^[0-9a-f]{12} {2}reader {5}does not end {6}never used {7}desk$/);
    for (const line of [...noted, ...listed.printed]) expect(line).not.toContain(printed[0]!.slice(-43));
  });

  test('an end is given as a time or a date, and lies ahead', async () => {
    const [token = ''] = (await keys(env, 'create', '--role', 'admin', '--expires', '2d')).printed;
    const leftMs = ((await store.keys.recognise(token))?.expiresAt?.getTime() ?? 0) - Date.now();
    expect(Math.round(leftMs / 3_600_000)).toBe(48);
    for (const wrong of ['yesterday', '2020-01-01', '0d', '5w', '-1d'])
      await expect(keys(env, 'create', '--role', 'admin', '--expires', wrong)).rejects.toThrow(
        CommanderError,
      );
    await expect(keys(env, 'create', '--role', 'owner')).rejects.toThrow(CommanderError);
    await expect(keys(env, 'create')).rejects.toThrow(CommanderError);
  });

  test('a rotated key goes on for its grace, a revoked one does not', async () => {
    const [old = ''] = (await keys(env, 'create', '--role', 'submitter')).printed;
    const id = old.split('_')[1]!;
    const [fresh = ''] = (await keys(env, 'rotate', id)).printed;
    expect(await store.keys.recognise(old)).toMatchObject({ role: 'submitter' });
    expect(await store.keys.recognise(fresh)).toMatchObject({ role: 'submitter' });
    await keys(env, 'revoke', id);
    expect(await store.keys.recognise(old)).toBeUndefined();
    await expect(keys(env, 'rotate', id)).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
  });

  test('with --json the secret is there once and all else can be read by a program', async () => {
    const { printed } = await keys(env, 'create', '--role', 'reader', '--rate', '9', '--json');
    const made = JSON.parse(printed[0]!) as Record<string, unknown>;
    expect(made).toMatchObject({
      role: 'reader',
      requestsPerMinute: 9,
      token: expect.stringMatching(/^muwazi_/) as string,
    });
    expect(JSON.stringify((await keys(env, 'list', '--json')).printed)).not.toContain('token');
  });
});

describe('with the embedded database', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await makeDataDir();
  });
  afterAll(async () => {
    await removeDirectory(dataDir);
  });

  test('the first key is made before any server ran, and the next beside one that runs', async () => {
    const env = { MUWAZI_DATA_DIR: dataDir };
    await keys(env, 'create', '--role', 'admin', '--name', 'first');
    const lock = await acquireDataDir(dataDir);
    const running = await startEmbeddedPostgres({ dataDir, log: silentLogger });
    try {
      await keys(env, 'create', '--role', 'reader', '--name', 'second');
      expect((await keys(env, 'list')).printed.map((line) => line.split('  ').at(-1)?.trim())).toEqual([
        'second',
        'first',
      ]);
    } finally {
      await running.stop();
      await lock.release();
    }
  });
});
