import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../core/app-error.ts';
import { environmentOf } from '../../../runtime/config/environment-of.ts';
import { readConfig, type Environment } from '../../../runtime/config/read-config.ts';
import { requireDatabaseUrl } from '../../../runtime/config/require-database-url.ts';

const eightCores = { cores: 8, memoryBytes: 16 * 2 ** 30 };
const twoCores = { ...eightCores, cores: 2 };

/** The error that reading `env` ends with; fails the test when it is read. */
function refusalOf(env: Environment): AppError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('defaults', () => {
  test('nothing needs to be set', () => {
    expect(readConfig({}, eightCores)).toEqual({
      host: '127.0.0.1',
      port: 3000,
      keys: 'auto',
      requestsPerMinute: 600,
      dataDir: resolve('data'),
      modelsDir: resolve('data/models'),
      model: 'auto',
      workers: 8,
      threads: 1,
      translateWithinMs: 30_000,
      maxWaitingParagraphs: 1_000_000,
      concurrency: 32,
      maxBatchTokens: 2048,
      lockDurationMs: 30_000,
      shutdownGraceMs: 10_000,
      logLevel: 'info',
      logFormat: 'auto',
    });
  });

  test('workers share the cores, and each gets at least one', () => {
    expect(readConfig({ MUWAZI_WORKERS: '3' }, eightCores).threads).toBe(2);
    expect(readConfig({ MUWAZI_WORKERS: '4' }, twoCores).threads).toBe(1);
    expect(readConfig({ MUWAZI_WORKERS: '0' }, twoCores).threads).toBe(2);
    expect(readConfig({ MUWAZI_WORKERS: '3', MUWAZI_THREADS: '5' }, eightCores).threads).toBe(5);
  });

  test.each([
    { cores: 2, gibibytes: 8, workers: 2, threads: 1 },
    { cores: 8, gibibytes: 4, workers: 3, threads: 2 },
    { cores: 4, gibibytes: 2.5, workers: 1, threads: 4 },
    { cores: 1, gibibytes: 0.5, workers: 1, threads: 1 },
    { cores: 64, gibibytes: 256, workers: 8, threads: 8 },
  ])('$cores cores and $gibibytes GiB make $workers × $threads', ({ cores, gibibytes, workers, threads }) => {
    const machine = { cores, memoryBytes: gibibytes * 2 ** 30 };
    expect(readConfig({}, machine)).toMatchObject({ workers, threads });
  });

  test('models stand in the data directory unless told otherwise', () => {
    expect(readConfig({ MUWAZI_DATA_DIR: '/srv/muwazi' }).modelsDir).toBe('/srv/muwazi/models');
    expect(readConfig({ MUWAZI_DATA_DIR: '/srv/muwazi', MUWAZI_MODELS_DIR: '/mnt/m' }).modelsDir).toBe(
      '/mnt/m',
    );
  });
});

describe('what is not understood is refused, not ignored', () => {
  test.each([
    ['MUWAZI_PORT', 'abc'],
    ['MUWAZI_PORT', ''],
    ['MUWAZI_PORT', ' 3000'],
    ['MUWAZI_PORT', '70000'],
    ['MUWAZI_PORT', '-1'],
    ['MUWAZI_PORT', '0x50'],
    ['MUWAZI_PORT', '1e3'],
    ['MUWAZI_PORT', '٣٠٠٠'],
    ['MUWAZI_WORKERS', '3.5'],
    ['MUWAZI_WORKERS', '65'],
    ['MUWAZI_THREADS', '0'],
    ['MUWAZI_LOCK_DURATION_MS', '99'],
    ['MUWAZI_LOG_LEVEL', 'INFO'],
    ['MUWAZI_LOG_FORMAT', 'text'],
    ['MUWAZI_HOST', ''],
    ['MUWAZI_DATA_DIR', ''],
    ['DATABASE_URL', ''],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['REDIS_URL', 'localhost:6379'],
  ])('%s=%j', (variable, value) => {
    const error = refusalOf({ [variable]: value });
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toContain(variable);
  });

  test('all problems are told at once, each with what is expected', () => {
    const error = refusalOf({ MUWAZI_PORT: '70000', MUWAZI_LOG_LEVEL: 'loud', MUWAZI_WORKERS: '3.5' });
    expect(error.details['problems']).toEqual([
      { variable: 'MUWAZI_PORT', value: '70000', expected: 'a whole number from 0 to 65535' },
      { variable: 'MUWAZI_WORKERS', value: '3.5', expected: 'a whole number from 0 to 64' },
      { variable: 'MUWAZI_LOG_LEVEL', value: 'loud', expected: 'one of debug, info, warn, error' },
    ]);
    expect(error.message).toContain('MUWAZI_PORT is "70000"; expected a whole number from 0 to 65535.');
  });

  test('a misspelt variable is refused with the one that was meant', () => {
    expect(refusalOf({ MUWAZI_PROT: '1' }).message).toContain('does not exist; expected MUWAZI_PORT.');
    expect(refusalOf({ muwazi_port: '1' }).message).toContain('does not exist; expected MUWAZI_PORT.');
    expect(refusalOf({ MUWAZI_LOCK_DURATION: '1' }).message).toContain('expected MUWAZI_LOCK_DURATION_MS.');
    expect(refusalOf({ MUWAZI_FAVOURITE_COLOUR: 'blue' }).message).toContain('docs/operations.md lists');
  });

  test('variables of other programs are nobody’s business', () => {
    expect(readConfig({ PATH: '/bin', PORT: 'abc', NODE_ENV: '' }).port).toBe(3000);
  });

  test('a refused database URL does not give its password away', () => {
    for (const url of ['postgress://u:hunter2@h/db', 'u:hunter2@h/db', 'http://h/?password=hunter2']) {
      const error = refusalOf({ DATABASE_URL: url });
      expect(error.message).not.toContain('hunter2');
      expect(JSON.stringify(error.details)).not.toContain('hunter2');
    }
  });
});

test('a child process reads the settings its parent has', () => {
  const count = (least: number, most: number): fc.Arbitrary<string> =>
    fc.integer({ min: least, max: most }).map(String);
  const env = fc.record(
    {
      MUWAZI_PORT: count(0, 65_535),
      MUWAZI_WORKERS: count(0, 64),
      MUWAZI_THREADS: count(1, 256),
      MUWAZI_DATA_DIR: fc.stringMatching(/^[a-z/.]{1,20}$/u),
      MUWAZI_LOG_LEVEL: fc.constantFrom('debug', 'info', 'warn', 'error'),
      DATABASE_URL: fc.constant('postgres://u:p@h/db'),
      REDIS_URL: fc.constant('redis://h:6379'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(env, (given) => {
      const config = readConfig(given, { ...eightCores, cores: 4 });
      expect(readConfig(environmentOf(config), { ...eightCores, cores: 1 })).toEqual(config);
    }),
  );
});

test('a process started by hand says that it needs a database', () => {
  expect(() => requireDatabaseUrl(readConfig({}))).toThrow('DATABASE_URL is not set');
  expect(requireDatabaseUrl(readConfig({ DATABASE_URL: 'postgres://h/db' }))).toBe('postgres://h/db');
});
