import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request as askThrough } from 'node:http';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import type { ModelShelf } from '../../../core/model-shelf.ts';
import { openTranslator } from '../../../models/open-translator.ts';
import { embeddedModelDirectory } from '../../../models/registry/embedded-model.ts';
import { layoutManifest } from '../../../models/registry/layout-manifest.ts';
import { markInUse } from '../../../models/registry/model-users.ts';
import { resolveModel } from '../../../models/resolve-model.ts';
import { openModelShelf, type ModelShelfOptions } from '../../../models/shelf/open-model-shelf.ts';
import { startHubServer, type HubServer } from '../../support/hub-server.ts';
import { contentsOf, writeNoiseModel } from '../../support/small-model.ts';

const id = 'someone/small-ar-en';
const run = promisify(execFile);
const never = new AbortController().signal;
const log = silentLogger;

let scratch: string;
let modelsDir: string;
let published: string;
let hub: HubServer;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'muwazi-shelf-'));
  modelsDir = join(scratch, 'models');
  published = join(scratch, 'published');
  await writeNoiseModel(published, 1);
  hub = await startHubServer({ [id]: published });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await hub.close();
  await rm(scratch, { recursive: true });
});

function shelf(more: Partial<ModelShelfOptions> = {}): ModelShelf {
  const patience = { tries: 3, firstPauseMs: 1, longestPauseMs: 2 };
  return openModelShelf({
    modelsDir,
    log,
    hub: { endpoint: hub.url.replace(/\/$/u, ''), patience },
    ...more,
  });
}

/** Puts a model there that can be loaded, as a pull would. */
async function pullLoadable(): Promise<void> {
  await hub.close();
  hub = await startHubServer({ [id]: embeddedModelDirectory() });
  await shelf().pull(id);
}

describe('a manifest that lies', () => {
  test.each([
    ['about a size', { bytes: 7 }],
    ['about the hash of a large file', { sha256: 'a'.repeat(64) }],
  ])('%s is told before anything is fetched', async (_what, lie) => {
    await writeOwnManifest('onnx/encoder_model_quantized.onnx', lie);
    await expect(shelf().pull(id)).rejects.toMatchObject({ code: 'MODEL_NOT_AS_DESCRIBED' });
    expect(hub.requests.filter(({ method }) => method === 'GET')).toEqual([]);
  });

  test('about the hash of a file whose hash the hub does not know is told after it was fetched', async () => {
    await writeOwnManifest('config.json', { sha256: 'a'.repeat(64) });
    await expect(shelf().pull(id)).rejects.toMatchObject({ code: 'MODEL_NOT_AS_DESCRIBED' });
    await expect(shelf().verify(id)).rejects.toMatchObject({ code: 'MODEL_NOT_PULLED' });
  });

  test('about a licence it does not have is not used', async () => {
    const { licence, ...rest } = layoutManifest(id);
    expect(licence).toBe('NOASSERTION');
    await mkdir(join(modelsDir, 'manifests'), { recursive: true });
    await writeFile(join(modelsDir, 'manifests', 'own.json'), JSON.stringify(rest));
    await expect(shelf().pull(id)).rejects.toMatchObject({
      code: 'MODEL_MANIFEST_INVALID',
      message: expect.stringContaining('licence') as string,
    });
  });

  async function writeOwnManifest(path: string, lie: object): Promise<void> {
    const manifest = layoutManifest(id);
    const [source] = manifest.sources;
    const files = source!.files.map((file) => (file.path === path ? { ...file, ...lie } : file));
    await mkdir(join(modelsDir, 'manifests'), { recursive: true });
    const own = { ...manifest, licence: 'MIT', sources: [{ ...source, files }] };
    await writeFile(join(modelsDir, 'manifests', 'own.json'), JSON.stringify(own));
  }
});

test('files of several repositories make one model', async () => {
  const tokens = join(scratch, 'tokens');
  await writeNoiseModel(tokens, 5);
  await rm(join(published, 'source.spm'));
  await hub.close();
  hub = await startHubServer({ [id]: published, 'others/tokens': tokens });
  const manifest = layoutManifest(id);
  const own = {
    ...manifest,
    licence: 'MIT',
    sources: [
      ...manifest.sources.map((source) => ({
        ...source,
        files: source.files.filter(({ path }) => path !== 'source.spm' && path !== 'vocab.json'),
      })),
      {
        repository: 'others/tokens',
        revision: 'main',
        files: [{ path: 'source.spm' }, { path: 'vocab.json' }],
      },
    ],
  };
  await mkdir(join(modelsDir, 'manifests'), { recursive: true });
  await writeFile(join(modelsDir, 'manifests', 'own.json'), JSON.stringify(own));
  const { directory, licence } = await shelf().pull(id);
  expect(licence).toBe('MIT');
  for (const file of ['source.spm', 'vocab.json'])
    expect((await readFile(join(directory, file))).equals(await readFile(join(tokens, file)))).toBe(true);
});

test('what was chosen is what auto takes, until the choice is taken back', async () => {
  const auto = async (): Promise<string> =>
    (await resolveModel({ choice: 'auto', modelsDir, log })).identity.id;
  await pullLoadable();
  expect(await auto()).toBe('muwazi-tiny-ar-en');
  await shelf().use(id);
  expect(await auto()).toBe(id);
  expect((await shelf().list()).map((model) => [model.id, model.state, model.auto])).toEqual([
    ['muwazi-tiny-ar-en', 'embedded', false],
    [id, 'pulled', true],
    ['Xenova/opus-mt-ar-en', 'pullable', false],
  ]);
  expect((await resolveModel({ choice: 'embedded', modelsDir, log })).identity.id).toBe('muwazi-tiny-ar-en');
  await shelf().use('auto');
  expect(await auto()).toBe('muwazi-tiny-ar-en');
  await expect(shelf().use('nobody/nothing')).rejects.toMatchObject({ code: 'MODEL_NOT_PULLED' });
});

test('a choice whose model is gone, or that cannot be read, is no reason not to start', async () => {
  await pullLoadable();
  await shelf().use(id);
  await rm(join(modelsDir, ...id.split('/')), { recursive: true });
  const auto = (): ReturnType<typeof resolveModel> => resolveModel({ choice: 'auto', modelsDir, log });
  expect((await auto()).identity.id).toBe('muwazi-tiny-ar-en');
  await writeFile(join(modelsDir, '.muwazi', 'chosen.json'), 'x');
  expect((await auto()).identity.id).toBe('muwazi-tiny-ar-en');
});

describe('removing', () => {
  test('a model in use is refused, and names who uses it; by force, who has it goes on translating', async () => {
    await pullLoadable();
    await shelf().use(id);
    const resolved = await resolveModel({ choice: 'auto', modelsDir, log });
    const mark = await markInUse(modelsDir, { id, directory: resolved.directory }, log);
    const translator = await openTranslator({
      modelDirectory: resolved.directory,
      identity: resolved.identity,
      threads: 1,
      log,
    });
    try {
      await expect(shelf().remove(id)).rejects.toMatchObject({
        code: 'MODEL_IN_USE',
        message: expect.stringContaining(`process ${process.pid}`) as string,
      });
      expect((await shelf().list()).find((model) => model.id === id)?.usedBy).toHaveLength(1);
      expect(await shelf().remove(id, { whileInUse: 'remove' })).toEqual({ wasChosen: true });
      expect((await resolveModel({ choice: 'auto', modelsDir, log })).identity.id).toBe('muwazi-tiny-ar-en');
      const [translation] = await translator.translate(['قال الرئيس إن الاجتماع غدا.'], { signal: never });
      expect(translation?.text).toMatch(/[a-z]{3}/u);
    } finally {
      await translator.close();
      await mark.release();
    }
  });

  test('is possible again when the process that used it has died', async () => {
    await shelf().pull(id);
    const marks = join(modelsDir, '.muwazi', 'in-use', 'someone+small-ar-en');
    await mkdir(marks, { recursive: true });
    await writeFile(
      join(marks, 'x.mark'),
      JSON.stringify({ pid: 999_999_999, identity: 'dead', startedAt: '' }),
    );
    expect(await shelf().remove(id)).toEqual({ wasChosen: false });
    await expect(shelf().remove(id)).rejects.toMatchObject({ code: 'MODEL_NOT_PULLED' });
    expect(await readdir(join(modelsDir, 'someone'))).toEqual([]);
  });

  test('what ships with Muwazi is refused', async () => {
    for (const one of ['embedded', 'muwazi-tiny-ar-en'])
      await expect(shelf().remove(one)).rejects.toMatchObject({ code: 'MODEL_SHIPPED' });
  });
});

test('verify knows the embedded model', async () => {
  expect(await shelf().verify('embedded')).toMatchObject({ id: 'muwazi-tiny-ar-en', files: 7, faults: [] });
});

describe('through a proxy', () => {
  test('everything goes, but for hosts that NO_PROXY names', async () => {
    const tunnels: string[] = [];
    const proxy = createServer((incoming, response) => {
      // An absolute address: what proxies get for plain HTTP unless the client asks for a tunnel.
      tunnels.push(new URL(incoming.url ?? '').host);
      const { method, headers } = incoming;
      askThrough(incoming.url ?? '', { ...(method === undefined ? {} : { method }), headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      }).end();
    });
    proxy.on('connect', ({ url = '' }, client) => {
      tunnels.push(url);
      const [host = '', port = ''] = url.split(':');
      const upstream = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      for (const socket of [client, upstream]) socket.on('error', () => undefined);
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    try {
      vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
      vi.stubEnv('NO_PROXY', '');
      await shelf().pull(id);
      expect(new Set(tunnels)).toEqual(new Set([new URL(hub.url).host, new URL(hub.storageUrl).host]));
      await rm(modelsDir, { recursive: true });
      tunnels.length = 0;
      vi.stubEnv('NO_PROXY', '127.0.0.1');
      await shelf().pull(id);
      expect(tunnels).toEqual([]);
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });
});

describe.runIf(process.getuid?.() === 0)('on a small disk of its own', () => {
  beforeEach(async () => {
    await mkdir(modelsDir);
    await run('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', modelsDir]);
  });
  afterEach(async () => {
    await run('umount', [modelsDir]);
  });

  test('a model that does not fit is refused before anything is fetched', async () => {
    await expect(shelf().pull(id)).rejects.toMatchObject({ code: 'MODEL_DISK_FULL', status: 507 });
    expect(hub.requests.filter(({ method }) => method === 'GET')).toEqual([]);
  });

  test('a disk that fills meanwhile is told, and gets its room back', async () => {
    const believing = shelf({ freeBytes: () => Promise.resolve(Infinity) });
    await expect(believing.pull(id)).rejects.toMatchObject({ code: 'MODEL_DISK_FULL' });
    expect(await contentsOf(modelsDir)).toEqual({});
    expect((await resolveModel({ choice: 'auto', modelsDir, log })).identity.id).toBe('muwazi-tiny-ar-en');
  });
});

test('a model that lies in a directory that was copied there is listed', async () => {
  await cp(embeddedModelDirectory(), join(modelsDir, ...id.split('/')), { recursive: true });
  expect(await shelf().verify(id)).toMatchObject({ files: 0, faults: [] });
  expect((await shelf().list()).find((model) => model.id === id)).toMatchObject({ state: 'pulled' });
});

test.each(['/etc', './models', embeddedModelDirectory()])(
  'a directory (%s) is no model of the shelf, whether there is one in it or not',
  async (directory) => {
    const asked = [shelf().card(directory), shelf().use(directory), shelf().verify(directory)];
    for (const answer of await Promise.allSettled(asked))
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'MODEL_UNKNOWN' } });
  },
);
