import { once } from 'node:events';
import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { checkClock } from '../../../cli/doctor/check-clock.ts';
import { checkDisk } from '../../../cli/doctor/check-data-directory.ts';
import { checkMemory } from '../../../cli/doctor/check-model.ts';
import { checkNode } from '../../../cli/doctor/check-node.ts';
import { examine } from '../../../cli/doctor/examine.ts';
import type { Finding, FindingCode } from '../../../cli/doctor/finding.ts';
import { openProbes } from '../../../cli/roots/open-probes.ts';
import { silentLogger } from '../../../core/logger.ts';
import { readHubSettings } from '../../../models/hub/hub-settings.ts';
import { openModelShelf } from '../../../models/shelf/open-model-shelf.ts';
import { acquireDataDir } from '../../../runtime/data-dir-lock.ts';
import { startHubServer } from '../../support/hub-server.ts';
import { redisMissing, startRedisServer } from '../../support/redis-server.ts';
import { writeNoiseModel } from '../../support/small-model.ts';
import { openTestStore } from '../../support/test-store.ts';

const embeddedModel = resolve(import.meta.dirname, '../../../models/embedded');
let scratch: string;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'muwazi-doctor-test-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

/** Everything the doctor finds wrong on a machine that is sound except for `env`. */
async function complaints(env: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const sound = {
    MUWAZI_DATA_DIR: join(scratch, 'data'),
    MUWAZI_PORT: '0',
    MUWAZI_MODEL: 'embedded',
    // The run's own server; the embedded one has a test to itself.
    DATABASE_URL: inject('postgresUrl'),
  };
  const found: Finding[] = [];
  for await (const finding of examine({ ...sound, ...env }, openProbes())) found.push(finding);
  expect(found.map(({ check }) => check)).toContain('model');
  return found.filter(({ state }) => state !== 'ok');
}

/** A copy of the embedded model to damage. */
async function copyModel(): Promise<string> {
  const directory = join(scratch, 'model');
  await cp(embeddedModel, directory, { recursive: true, filter: (path) => !path.endsWith('/prepared') });
  return directory;
}

async function expectOnly(
  env: Readonly<Record<string, string>>,
  code: FindingCode,
  words: RegExp,
): Promise<Finding> {
  const found = await complaints(env);
  expect(found).toHaveLength(1);
  const [finding] = found;
  expect(finding).toMatchObject({ code, found: expect.stringMatching(words) as string });
  expect(finding!.advice).toMatch(/^[A-Z].+\.$/u);
  return finding!;
}

test('a sound machine gets no complaint', async () => {
  expect(await complaints({})).toEqual([]);
});

describe('each planted fault is found, alone, with what to do', () => {
  test('a misspelt setting', async () => {
    const { advice } = await expectOnly(
      { MUWAZI_WORKER: '2' },
      'CONFIG_INVALID',
      /MUWAZI_WORKER does not exist/u,
    );
    expect(advice).toContain('MUWAZI_WORKERS');
  });

  test('a setting out of range', async () => {
    await expectOnly({ MUWAZI_CONCURRENCY: '-1' }, 'CONFIG_INVALID', /MUWAZI_CONCURRENCY is "-1"/u);
  });

  test('a port that another program has', async () => {
    const other = createServer((socket) => socket.destroy());
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo; // of TCP, not of a pipe
    await expectOnly({ MUWAZI_PORT: String(port) }, 'ADDRESS_IN_USE', /in use by another program/u);
    other.close();
  });

  test('a host that is not of this machine', async () => {
    const found = await complaints({ MUWAZI_HOST: '203.0.113.7' });
    expect(found.map(({ code }) => code)).toEqual(['KEYS_REQUIRED', 'ADDRESS_UNUSABLE']);
  });

  test('a server that others reach, without a key', async () => {
    const host = { MUWAZI_HOST: '0.0.0.0' };
    const { advice } = await expectOnly(host, 'KEYS_REQUIRED', /no key yet/u);
    expect(advice).toContain('muwazi keys create');
    const store = await openTestStore();
    const limits = { requestsPerMinute: null, bytesPerDay: null, expiresAt: null };
    await store.keys.create({ name: 'first', role: 'admin', ...limits });
    expect(await complaints({ ...host, DATABASE_URL: store.databaseUrl })).toEqual([]);
    await store.discard();
  });

  test('a data directory that is a file', async () => {
    await writeFile(join(scratch, 'data'), '');
    await expectOnly({}, 'DATA_DIR_UNUSABLE', /not a directory/u);
  });

  test('a data directory that another process holds', async () => {
    const lock = await acquireDataDir(join(scratch, 'data'));
    await expectOnly({}, 'DATA_DIR_HELD', new RegExp(`in use by process ${process.pid}`, 'u'));
    await lock.release();
  });

  test('a database that is not there', async () => {
    await expectOnly(
      { DATABASE_URL: 'postgres://muwazi:secret@127.0.0.1:1/x' },
      'STORE_UNAVAILABLE',
      /ECONNREFUSED/u,
    );
  });

  test('a wrong password, which is not shown', async () => {
    const url = new URL(inject('postgresUrl'));
    url.password = 'not-the-password';
    const { found, advice } = await expectOnly({ DATABASE_URL: url.href }, 'STORE_UNAVAILABLE', /28P01/u);
    expect(found).not.toContain('not-the-password');
    expect(advice).toContain('password');
  });

  test('a database server without the database', async () => {
    const url = new URL(inject('postgresUrl'));
    url.pathname = '/nothing_here';
    await expectOnly({ DATABASE_URL: url.href }, 'STORE_UNAVAILABLE', /3D000/u);
  });

  test('a data directory of another PostgreSQL', async () => {
    await mkdir(join(scratch, 'data/postgres'), { recursive: true });
    await writeFile(join(scratch, 'data/postgres/PG_VERSION'), '15\n');
    const probes = openProbes();
    const found: Finding[] = [];
    const env = { MUWAZI_DATA_DIR: join(scratch, 'data'), MUWAZI_PORT: '0', MUWAZI_MODEL: 'embedded' };
    for await (const finding of examine(env, probes)) found.push(finding);
    expect(found.filter(({ state }) => state !== 'ok')).toMatchObject([
      { code: 'DATABASE_OTHER_VERSION', found: expect.stringContaining('PostgreSQL 15') as string },
    ]);
  });

  test('a Redis that is not there', async () => {
    await expectOnly(
      { REDIS_URL: 'redis://127.0.0.1:1' },
      'QUEUE_UNAVAILABLE',
      /does not answer \(ECONNREFUSED\)/u,
    );
  });

  test.skipIf(redisMissing() !== undefined)('a Redis that drops jobs', async () => {
    const redis = await startRedisServer({ maxmemoryPolicy: 'allkeys-lru' });
    const { advice } = await expectOnly({ REDIS_URL: redis.url }, 'REDIS_POLICY', /allkeys-lru/u);
    expect(advice).toContain('noeviction');
    await redis.remove();
  });

  test('a model that does not exist', async () => {
    await expectOnly({ MUWAZI_MODEL: './no-such-model' }, 'MODEL_UNKNOWN', /no-such-model/u);
  });

  test('a model without its tokeniser', async () => {
    const directory = await copyModel();
    await rm(join(directory, 'tokenizer.json'));
    await expectOnly({ MUWAZI_MODEL: directory }, 'MODEL_FILE_INVALID', /tokenizer\.json/u);
  });

  test('weights that are a Git LFS pointer', async () => {
    const directory = await copyModel();
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5371497\n';
    await writeFile(join(directory, 'onnx/encoder_model_quantized.onnx'), pointer);
    await expectOnly({ MUWAZI_MODEL: directory }, 'MODEL_FILE_INVALID', /encoder_model_quantized\.onnx/u);
  });

  test('a file of a model from the hub that changed on the disk', async () => {
    const id = 'someone/small-ar-en';
    const published = join(scratch, 'published');
    await writeNoiseModel(published, 1);
    const hub = await startHubServer({ [id]: published });
    const modelsDir = join(scratch, 'models');
    await openModelShelf({
      modelsDir,
      log: silentLogger,
      hub: readHubSettings({ HF_ENDPOINT: hub.url }),
    }).pull(id);
    await hub.close();
    await appendFile(join(modelsDir, id, 'config.json'), ' ');
    const env = { MUWAZI_MODEL: id, MUWAZI_MODELS_DIR: modelsDir };
    const { advice } = await expectOnly(env, 'MODEL_DAMAGED', /config\.json of the model/u);
    expect(advice).toContain('muwazi models pull');
  });

  test('a model that is still on the hub', async () => {
    const finding = await expectOnly({ MUWAZI_MODEL: 'owner/not-pulled' }, 'MODEL_NOT_PULLED', /not here/u);
    expect(finding.state).toBe('warning');
  });

  test('more threads than cores', async () => {
    await expectOnly({ MUWAZI_THREADS: '256' }, 'THREADS_TOO_MANY', /256 threads/u);
  });

  test('a clock that began anew', () => {
    const installedAt = Date.parse('2026-03-01T00:00:00Z');
    expect(checkClock(0, installedAt)).toMatchObject({ state: 'failed', code: 'CLOCK_WRONG' });
    expect(checkClock(installedAt + 1, installedAt)).toMatchObject({ state: 'ok', code: null });
  });

  test('a Node that is too old', () => {
    expect(checkNode('20.19.6')).toMatchObject({ state: 'failed', code: 'NODE_TOO_OLD' });
    expect(checkNode('18.20.0')).toMatchObject({ state: 'failed' });
    expect(checkNode('20.20.0')).toMatchObject({ state: 'ok' });
  });

  test('a disk without room', async () => {
    const needs = { leastBytes: Number.MAX_SAFE_INTEGER, comfortableBytes: Number.MAX_SAFE_INTEGER };
    expect(await checkDisk({ dataDir: scratch }, needs)).toMatchObject({ state: 'failed', code: 'DISK_LOW' });
  });

  test('less memory than the workers need', () => {
    expect(checkMemory({ workers: 4 }, 500e6, 2e9)).toMatchObject({ state: 'warning', code: 'MEMORY_LOW' });
    expect(checkMemory({ workers: 1 }, 500e6, 2e9)).toMatchObject({ state: 'ok' });
  });
});
