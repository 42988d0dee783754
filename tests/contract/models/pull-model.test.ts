import { writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import type { ModelShelf, PullProgress } from '../../../core/model-shelf.ts';
import { readRecord } from '../../../models/registry/installed-model.ts';
import { openModelShelf, type ModelShelfOptions } from '../../../models/shelf/open-model-shelf.ts';
import { hubCommit, startHubServer, type HubServer } from '../../support/hub-server.ts';
import { downloads, encoder, encoderAt, isDownloadOf } from '../../support/pull-requests.ts';
import { contentsOf, noise, writeNoiseModel } from '../../support/small-model.ts';
import { until } from '../../support/until.ts';

const id = 'someone/small-ar-en';
const patience = { tries: 4, firstPauseMs: 1, longestPauseMs: 5 };

let scratch: string;
let published: string;
let modelsDir: string;
let hub: HubServer | undefined;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'muwazi-pull-'));
  published = join(scratch, 'published');
  modelsDir = join(scratch, 'models');
  await writeNoiseModel(published, 1);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await hub?.close();
  hub = undefined;
  await rm(scratch, { recursive: true });
});

async function startHub(
  options: Parameters<typeof startHubServer>[1] = {},
  models: Readonly<Record<string, string>> = { [id]: published },
): Promise<HubServer> {
  await hub?.close();
  hub = await startHubServer(models, options);
  return hub;
}

const endpointOf = (server: HubServer | undefined): string => server?.url.replace(/\/$/u, '') ?? '';

function shelf(more: Partial<ModelShelfOptions> = {}, token?: string): ModelShelf {
  const endpoint = endpointOf(hub);
  const settings = { endpoint, patience, ...(token === undefined ? {} : { token }) };
  return openModelShelf({ modelsDir, log: silentLogger, hub: settings, ...more });
}

const installed = (): string => join(modelsDir, ...id.split('/'));
test('a model comes whole, with a record of sizes, hashes, commit and revision, and leaves nothing half', async () => {
  await startHub();
  const pulled = await shelf().pull(id);
  expect(pulled).toMatchObject({ directory: installed(), fetched: true, identity: { id } });
  expect(await contentsOf(installed())).toEqual(await contentsOf(published));
  const record = await readRecord(installed());
  expect(record).toMatchObject({ id, revision: pulled.identity.revision, licence: 'NOASSERTION' });
  expect(record?.sources).toMatchObject([{ repository: id, revision: hubCommit }]);
  const entry = record?.sources[0]?.files.find(({ path }) => path === encoder);
  expect(entry).toEqual({
    path: encoder,
    bytes: 150_000,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/u) as string,
  });
  expect(await readdir(join(modelsDir, '.muwazi', 'pulls'))).toEqual([]);
  expect(await shelf().verify(id)).toMatchObject({ files: 8, faults: [] });
});

test('what is here and whole is not fetched again', async () => {
  const { requests } = await startHub();
  await shelf().pull(id);
  const before = requests.length;
  expect(await shelf().pull(id)).toMatchObject({ fetched: false });
  expect(requests.length).toBe(before);
});

test('the licence that the card states is recorded', async () => {
  await writeFile(join(published, 'README.md'), '---\nlanguage: ar\nlicense: cc-by-4.0\n---\n# A model\n');
  await startHub();
  expect(await shelf().pull(id)).toMatchObject({ licence: 'cc-by-4.0' });
  expect(await shelf().card(id)).toMatchObject({
    licence: 'cc-by-4.0',
    card: expect.stringContaining('# A model') as string,
  });
});

test('all files are of the commit that the first one was found in', async () => {
  const { requests } = await startHub();
  await shelf().pull(id);
  const addresses = downloads(requests).map(({ path }) => path.split('/')[4]);
  expect(new Set(addresses)).toEqual(new Set(['main', hubCommit]));
  // config.json alone is asked for before the commit is known.
  expect(addresses.filter((revision) => revision === 'main').length).toBe(1);
});

describe('a connection that breaks', () => {
  test('at any byte, any number of times, changes nothing about what arrives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(200_000), { maxLength: 12 }),
        fc.constantFrom('hub', 'plain-mirror'),
        async (cuts, kind) => {
          const left = [...cuts];
          await rm(modelsDir, { recursive: true, force: true });
          await startHub({
            kind,
            fault: ({ method }) => {
              const cutAfterBytes = method === 'GET' ? left.pop() : undefined;
              return cutAfterBytes === undefined ? undefined : { cutAfterBytes };
            },
          });
          // A cut before the first byte is a try that brings nothing; as many of those are allowed as are drawn.
          const settings = { endpoint: endpointOf(hub), patience: { ...patience, tries: 14 } };
          await shelf({ hub: settings }).pull(id);
          expect(await contentsOf(installed())).toEqual(await contentsOf(published));
        },
      ),
      { numRuns: 25 },
    );
  });

  test('is taken up where it ended, on condition that the file is the same', async () => {
    const { reached: when, onProgress } = encoderAt(100_000);
    const { requests } = await startHub({
      fault: (request) =>
        isDownloadOf(encoder)(request) && request.turn === 1 ? { cutAfterBytes: 100_000, when } : undefined,
    });
    await shelf().pull(id, { onProgress });
    const [first, second, ...more] = requests.filter(isDownloadOf(encoder));
    expect(first?.headers.range).toBeUndefined();
    expect(second?.headers).toMatchObject({
      range: 'bytes=100000-',
      'if-range': expect.stringMatching(/^"storage-/u) as string,
    });
    expect(more).toEqual([]);
  });

  test('again and again is a hub that cannot be reached; the bytes stay for the next pull', async () => {
    const { reached: when, onProgress } = encoderAt(50_000);
    await startHub({
      fault: (request) => {
        if (!isDownloadOf(encoder)(request)) return undefined;
        return request.turn === 1 ? { cutAfterBytes: 50_000, when } : { status: 503 };
      },
    });
    await expect(shelf().pull(id, { onProgress })).rejects.toMatchObject({
      code: 'MODEL_UNREACHABLE',
      retry: 'later',
    });
    const { requests } = await startHub();
    await shelf().pull(id);
    expect(requests.filter(isDownloadOf(encoder)).map(({ headers }) => headers.range)).toEqual([
      'bytes=50000-',
    ]);
    expect(downloads(requests).some(isDownloadOf('config.json'))).toBe(false);
  });
});

test('a pull that is broken off at any moment goes on later, and until then there is no such model', async () => {
  await startHub();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(440_000), { minLength: 1, maxLength: 3 }), async (moments) => {
      await rm(modelsDir, { recursive: true, force: true });
      for (const moment of moments) {
        const controller = new AbortController();
        const onProgress = (progress: PullProgress): void => {
          const isReached = progress.phase !== 'fetching' || progress.fetchedBytes >= moment;
          if (isReached) controller.abort(new Error('stop'));
        };
        await expect(shelf().pull(id, { signal: controller.signal, onProgress })).rejects.toThrow('stop');
        await expect(shelf().card(id)).rejects.toMatchObject({ code: 'MODEL_NOT_PULLED' });
        expect((await shelf().list()).find(({ auto }) => auto)?.state).toBe('embedded');
      }
      await shelf().pull(id);
      expect(await contentsOf(installed())).toEqual(await contentsOf(published));
    }),
    { numRuns: 15 },
  );
});

describe('a file that changes half way', () => {
  test.each([
    ['hub', 'storage'],
    ['plain-mirror', 'hub'],
  ] as const)('is fetched anew (%s)', async (kind, host) => {
    const newer = noise(150_000, 99);
    const { reached: when, onProgress } = encoderAt(70_000);
    const { requests } = await startHub({
      kind,
      fault: (request) => {
        if (request.method !== 'GET' || request.host !== host || !request.path.endsWith(encoder))
          return undefined;
        if (request.turn === 2) writeFileSync(join(published, encoder), newer);
        return request.turn === 1 ? { cutAfterBytes: 70_000, when } : undefined;
      },
    });
    await shelf().pull(id, { onProgress });
    expect((await readFile(join(installed(), encoder))).equals(newer)).toBe(true);
    expect(await shelf().verify(id)).toMatchObject({ faults: [] });
    expect(requests.filter(({ headers }) => headers['if-range'] !== undefined).length).toBeGreaterThan(0);
  });

  test('and changes at every look is given up, and nothing is installed', async () => {
    let version = 0;
    await startHub({
      fault: ({ method, path, host }) => {
        const isBetween = method === 'GET' && host === 'storage' && path.endsWith(encoder);
        if (isBetween) writeFileSync(join(published, encoder), noise(150_000, (version += 2)));
        return undefined;
      },
    });
    await expect(shelf().pull(id)).rejects.toMatchObject({ code: 'MODEL_NOT_AS_DESCRIBED' });
    await expect(shelf().verify(id)).rejects.toMatchObject({ code: 'MODEL_NOT_PULLED' });
  });
});

describe('what the hub answers', () => {
  test('429 with Retry-After is waited for', async () => {
    const times: number[] = [];
    await startHub({
      fault: ({ method, path, turn }) => {
        if (method !== 'GET' || !path.endsWith('/config.json')) return undefined;
        times.push(performance.now());
        return turn === 1 ? { status: 429, headers: { 'retry-after': '1' } } : undefined;
      },
    });
    await shelf().pull(id);
    const [refused = 0, taken = 0] = times;
    expect(taken - refused).toBeGreaterThanOrEqual(990);
  });

  test('429 that asks for longer than anybody waits is told at once', async () => {
    await startHub({ fault: () => ({ status: 429, headers: { 'retry-after': '86400' } }) });
    await expect(shelf().pull(id)).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' });
  });

  test('404 for all of it is a model that is unknown', async () => {
    await startHub({}, {});
    await expect(shelf().pull(id)).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' });
  });

  test('404 for a graph names the file', async () => {
    await rm(join(published, 'onnx'), { recursive: true });
    await startHub();
    await expect(shelf().pull(id)).rejects.toMatchObject({
      code: 'MODEL_FILE_INVALID',
      message: expect.stringContaining(encoder) as string,
    });
  });

  test('401 and 403 say what opens the door; the token opens it, and reaches the hub only', async () => {
    const { requests } = await startHub({ token: 'hf_secret' });
    await expect(shelf().pull(id)).rejects.toMatchObject({
      code: 'MODEL_FORBIDDEN',
      message: expect.stringContaining('HF_TOKEN') as string,
    });
    await shelf({}, 'hf_secret').pull(id);
    const seen = requests.filter(({ host }) => host === 'storage');
    expect(seen.length).toBeGreaterThan(0);
    for (const { headers } of seen) expect(headers.authorization).toBeUndefined();
    await startHub({ fault: () => ({ status: 403 }) });
    await rm(modelsDir, { recursive: true });
    await expect(shelf({}, 'hf_wrong').pull(id)).rejects.toMatchObject({ code: 'MODEL_FORBIDDEN' });
  });

  test('a repository that was renamed is followed, with the token', async () => {
    const { requests } = await startHub(
      {
        token: 'hf_secret',
        fault: ({ path }) =>
          path.startsWith(`/${id}/`)
            ? { status: 307, headers: { location: path.replace(id, 'someone/new-name') } }
            : undefined,
      },
      { 'someone/new-name': published },
    );
    await shelf({}, 'hf_secret').pull(id);
    expect(requests.some(({ path }) => path.startsWith('/someone/new-name/'))).toBe(true);
    expect(await contentsOf(installed())).toEqual(await contentsOf(published));
  });

  test('redirects in a circle end', async () => {
    await startHub({ fault: ({ path }) => ({ status: 302, headers: { location: path } }) });
    await expect(shelf().pull(id)).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' });
  });
});

describe('two at once', () => {
  test('one fetches, the other waits, says for whom, and finds it there', async () => {
    const { requests } = await startHub();
    const seen: PullProgress[] = [];
    const first = shelf().pull(id);
    const second = shelf().pull(id, { onProgress: (progress) => seen.push(progress) });
    const outcomes = await Promise.all([first, second]);
    expect(outcomes.map(({ fetched }) => fetched).toSorted()).toEqual([false, true]);
    const files = downloads(requests).map(({ host, path }) => `${host} ${path}`);
    expect(files.length).toBe(new Set(files).size);
  });

  test('the lock of a pull that died does not stand in the way', async () => {
    await startHub();
    const pulls = join(modelsDir, '.muwazi', 'pulls');
    await mkdir(pulls, { recursive: true });
    const dead = { pid: 999_999_999, identity: 'dead', startedAt: 'long ago' };
    await writeFile(join(pulls, 'someone+small-ar-en.lock'), JSON.stringify(dead));
    expect(await shelf().pull(id)).toMatchObject({ fetched: true });
  });

  test('whoever waits can be interrupted', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await startHub();
    const controller = new AbortController();
    const phases: string[] = [];
    const slow = openModelShelf({
      modelsDir,
      log: silentLogger,
      hub: { endpoint: endpointOf(hub), patience },
      freeBytes: async () => {
        await held;
        return Infinity;
      },
    });
    const first = slow.pull(id);
    await until(
      () => readdir(join(modelsDir, '.muwazi', 'pulls')),
      (names) => names.some((name) => name.endsWith('.lock')),
      { withinMs: 5_000, label: 'the first pull holds the lock' },
    );
    const second = shelf().pull(id, {
      signal: controller.signal,
      onProgress: ({ phase }) => {
        phases.push(phase);
        controller.abort(new Error('enough'));
      },
    });
    await expect(second).rejects.toThrow('enough');
    expect(phases).toEqual(['waiting']);
    letGo();
    expect(await first).toMatchObject({ fetched: true });
  });
});

describe('the disk', () => {
  test('that would fill is told before anything is fetched', async () => {
    const { requests } = await startHub();
    const full = shelf({ freeBytes: () => Promise.resolve(256e6 + 400_000) });
    await expect(full.pull(id)).rejects.toMatchObject({
      code: 'MODEL_DISK_FULL',
      details: { neededBytes: 441_400, freeBytes: 400_000 },
    });
    expect(downloads(requests)).toEqual([]);
    await shelf({ freeBytes: () => Promise.resolve(256e6 + 441_400) }).pull(id);
  });

  test('counts what an interrupted pull has already', async () => {
    await startHub({
      fault: (request) => (isDownloadOf(encoder)(request) ? { status: 503 } : undefined),
    });
    await expect(shelf().pull(id)).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' });
    await startHub();
    await shelf({ freeBytes: () => Promise.resolve(256e6 + 441_400 - 61_400) }).pull(id);
  });

  test('a models directory that cannot be made is named', async () => {
    await startHub();
    await writeFile(modelsDir, 'a file');
    await expect(shelf().pull(id)).rejects.toMatchObject({ code: 'MODELS_DIR_UNUSABLE' });
  });
});

describe('a model that is here', () => {
  test('with a damaged file is named, not loaded, and mended by fetching that file alone', async () => {
    await startHub();
    await shelf().pull(id);
    const file = join(installed(), encoder);
    const bytes = await readFile(file);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect(await shelf().verify(id)).toMatchObject({ faults: [{ file: encoder, fault: 'content' }] });
    await expect(shelf().use(id)).rejects.toMatchObject({
      code: 'MODEL_DAMAGED',
      message: expect.stringContaining(encoder) as string,
    });
    const { requests } = await startHub();
    expect(await shelf().pull(id)).toMatchObject({ fetched: true });
    expect(new Set(downloads(requests).map(({ path }) => path.split('/').at(-1)))).toEqual(
      new Set(['encoder_model_quantized.onnx']),
    );
    expect(await shelf().verify(id)).toMatchObject({ faults: [] });
  });

  test('without a record is completed: what is right stays, what is missing comes', async () => {
    await cp(published, installed(), { recursive: true });
    await rm(join(installed(), 'source.spm'));
    const { requests } = await startHub();
    expect(await shelf().verify(id)).toMatchObject({ files: 0 });
    await shelf().pull(id);
    expect(new Set(downloads(requests).map(({ path }) => path.split('/').at(-1)))).toEqual(
      new Set(['source.spm']),
    );
    expect(await shelf().verify(id)).toMatchObject({ files: 8, faults: [] });
  });

  test('stays as it is while a newer revision cannot be had, and is replaced when it can', async () => {
    await startHub();
    const before = await shelf().pull(id);
    expect(await shelf().pull(id, { refresh: 'newest' })).toMatchObject({
      fetched: false,
      identity: before.identity,
    });
    await writeNoiseModel(published, 2);
    await startHub({ fault: (request) => (isDownloadOf(encoder)(request) ? { status: 500 } : undefined) });
    await expect(shelf().pull(id, { refresh: 'newest' })).rejects.toMatchObject({
      code: 'MODEL_UNREACHABLE',
    });
    expect((await shelf().card(id)).identity).toEqual(before.identity);
    await startHub();
    const after = await shelf().pull(id, { refresh: 'newest' });
    expect(after.fetched).toBe(true);
    expect(after.identity.revision).not.toBe(before.identity.revision);
    expect(await contentsOf(installed())).toEqual(await contentsOf(published));
  });
});
