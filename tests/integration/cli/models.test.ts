import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { resolveModel } from '../../../models/resolve-model.ts';
import { startHubServer, type HubServer, type HubServerOptions } from '../../support/hub-server.ts';
import { contentsOf, writeNoiseModel } from '../../support/small-model.ts';
import { until } from '../../support/until.ts';

const bin = resolve(import.meta.dirname, '../../../cli/bin.js');
const id = 'someone/small-ar-en';
const encoder = 'onnx/encoder_model_quantized.onnx';

let scratch: string;
let modelsDir: string;
let published: string;
let hub: HubServer;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'muwazi-models-'));
  modelsDir = join(scratch, 'models');
  published = join(scratch, 'published');
  await writeNoiseModel(published, 1);
  hub = await startHubServer({ [id]: published });
});
afterEach(async () => {
  await hub.close();
  await rm(scratch, { recursive: true });
});

async function restartHub(options: HubServerOptions): Promise<void> {
  await hub.close();
  hub = await startHubServer({ [id]: published }, options);
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly exitCode: number | null; readonly out: string; readonly err: string }>;
}

function start(...args: readonly string[]): Started {
  const child = spawn(process.execPath, [bin, 'models', ...args], {
    cwd: scratch,
    env: { PATH: process.env['PATH'], MUWAZI_MODELS_DIR: modelsDir, HF_ENDPOINT: hub.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const ended = once(child, 'close').then(() => ({ exitCode: child.exitCode, out, err }));
  return { child, ended };
}

const models = (...args: readonly string[]): Started['ended'] => start(...args).ended;
const installed = (): string => join(modelsDir, ...id.split('/'));

/** The hub sends this much of the encoder and then nothing more, until the connection is broken from the other side. */
const stalling: HubServerOptions = {
  fault: ({ host, method, path }) =>
    host === 'storage' && method === 'GET' && path.endsWith(encoder)
      ? { cutAfterBytes: 120_000, when: new Promise(() => undefined) }
      : undefined,
};

async function partialBytes(): Promise<number> {
  const file = join(modelsDir, '.muwazi', 'pulls', 'someone+small-ar-en', `${encoder}.partial`);
  return (await readFile(file)).length;
}

const halfWay = { withinMs: 20_000, label: 'half of the encoder is on the disk' };

test('a pull that is killed (kill -9) leaves nothing that would be loaded, and the next one goes on', async () => {
  await restartHub(stalling);
  const { child, ended } = start('pull', id);
  await until(partialBytes, (bytes) => bytes === 120_000, halfWay);
  child.kill('SIGKILL');
  await ended;
  expect((await resolveModel({ choice: 'auto', modelsDir, log: silentLogger })).identity.id).toBe(
    'muwazi-tiny-ar-en',
  );
  expect(await models('card', id)).toMatchObject({ exitCode: 78 });
  await restartHub({});
  expect(await models('pull', id)).toMatchObject({ exitCode: 0 });
  const ranges = hub.requests
    .filter(({ host, method, path }) => host === 'storage' && method === 'GET' && path.endsWith(encoder))
    .map(({ headers }) => headers.range);
  expect(ranges).toEqual(['bytes=120000-']);
  expect(await contentsOf(installed())).toEqual(await contentsOf(published));
});

test('^C ends a pull with 130, and what has come stays', async () => {
  await restartHub(stalling);
  const { child, ended } = start('pull', id);
  await until(partialBytes, (bytes) => bytes === 120_000, halfWay);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ exitCode: 130, out: '' });
  expect(await partialBytes()).toBe(120_000);
});

test('of two processes one fetches; the other says whom it waits for, and ends well', async () => {
  await restartHub(stalling);
  const first = start('pull', id);
  await until(partialBytes, (bytes) => bytes === 120_000, halfWay);
  const second = start('pull', id, '--json');
  let said = '';
  second.child.stderr?.on('data', (chunk) => (said += String(chunk)));
  await until(
    () => said,
    (text) => text.includes(`process ${first.child.pid}`),
    { withinMs: 20_000, label: 'the second pull waits for the first' },
  );
  // The one that works dies; the one that waits takes over where it was. Its connection gets all it asks for.
  first.child.kill('SIGKILL');
  await first.ended;
  const address = new URL(hub.url);
  await hub.close();
  hub = await startHubServer({ [id]: published }, { port: Number(address.port) });
  const { exitCode, out } = await second.ended;
  expect({ exitCode, ...(JSON.parse(out) as object) }).toMatchObject({ exitCode: 0, id, fetched: true });
  expect(await contentsOf(installed())).toEqual(await contentsOf(published));
});

test('pull, list, use, verify and remove, as a script sees them', async () => {
  const pulled = await models('pull', id, '--json');
  expect(pulled).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(pulled.out)).toMatchObject({
    id,
    fetched: true,
    licence: 'NOASSERTION',
    directory: installed(),
  });
  expect(await models('use', id)).toMatchObject({ exitCode: 0, out: expect.stringContaining(id) as string });
  const listed = (await models('list', '--json')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(listed).toContainEqual(expect.objectContaining({ id, state: 'pulled', auto: true }));

  expect(await models('verify')).toMatchObject({ exitCode: 0 });
  await writeFile(join(installed(), 'tokenizer.json'), '{}');
  const verified = await models('verify', id, '--json');
  expect(verified.exitCode).toBe(1);
  expect(JSON.parse(verified.out)).toMatchObject({ faults: [{ file: 'tokenizer.json', fault: 'size' }] });

  expect(await models('remove', id)).toMatchObject({ exitCode: 0 });
  expect(await models('remove', id)).toMatchObject({ exitCode: 78 });
  expect((await readdir(modelsDir)).toSorted()).toEqual(['.muwazi', 'someone']);
});

test('a model the hub does not have ends with 78, and nothing is left but the lock’s directory', async () => {
  const { exitCode, out, err } = await models('pull', 'someone/absent');
  expect({ exitCode, out }).toEqual({ exitCode: 78, out: '' });
  expect(err).toContain('There is no model "someone/absent"');
});
