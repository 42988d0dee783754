import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ModelResource } from '../../../api/shelf/model-resource.ts';
import type { PullResource } from '../../../api/shelf/pull-resource.ts';
import { silentLogger } from '../../../core/logger.ts';
import { embeddedModelDirectory, embeddedModelId } from '../../../models/registry/embedded-model.ts';
import { openModelShelf } from '../../../models/shelf/open-model-shelf.ts';
import { openEventStream } from '../../support/event-stream.ts';
import { startHubServer, type HubServer } from '../../support/hub-server.ts';
import { jsonOf, openTestApi, problemFrom, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

/*
 * Which model translates, and fetching another, over a shelf and a hub that are real but for the network.
 */

const id = 'someone/small-ar-en';
const path = `/v1/models/${encodeURIComponent(id)}`;

let modelsDir: string;
let hub: HubServer;
let api: TestApi;
let release: () => void;
beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'muwazi-api-models-'));
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  // The first time the decoder is asked for, the line breaks in its midst: a pull that lasts until the test lets go.
  hub = await startHubServer(
    { [id]: embeddedModelDirectory() },
    {
      fault: ({ host, method, path: file, turn }) =>
        host === 'storage' && method === 'GET' && file.includes('decoder') && turn === 1
          ? { cutAfterBytes: 1_000, when: held }
          : undefined,
    },
  );
  const models = openModelShelf({
    modelsDir,
    log: silentLogger,
    hub: {
      endpoint: hub.url.replace(/\/$/u, ''),
      patience: { tries: 3, firstPauseMs: 1, longestPauseMs: 2 },
    },
  });
  api = await openTestApi({ replace: () => ({ models, heartbeatMs: 100 }) });
});
afterAll(async () => {
  await api.close();
  await hub.close();
  await rm(modelsDir, { recursive: true });
});

async function modelOf(wanted: string): Promise<ModelResource | undefined> {
  const { items } = await jsonOf<{ items: ModelResource[] }>(await api.get('/v1/models'));
  return items.find((model) => model.id === wanted);
}

function pull(method: string, below = ''): Promise<Response> {
  return fetch(new URL(`${path}/${below}`, api.url), { method });
}

test('the model that ships is here, with its scores and its card', async () => {
  await api.store.workers.announce({
    workerId: 'w',
    pid: 1,
    host: 'desk',
    status: 'ready',
    model: { id: embeddedModelId, revision: '1' },
    threads: 1,
    residentMemory: 5_000_000,
    error: null,
    startedAt: new Date(),
  });
  const embedded = await modelOf(embeddedModelId);
  expect(embedded).toMatchObject({ state: 'embedded', auto: true, workers: 1, memoryBytes: 5_000_000 });
  expect(embedded!.scores.length).toBeGreaterThan(0);
  expect(embedded!.bytes).toBeGreaterThan(1_000_000);
  const card = await jsonOf<{ card: string }>(await api.get(`/v1/models/${embeddedModelId}/card`));
  expect(card.card).toContain('#');
  expect(JSON.stringify([embedded, { ...card, card: '' }])).not.toContain(embeddedModelDirectory());
});

test('a pull goes on when nobody watches, everybody sees the same, and the model is there in the end', async () => {
  expect(await jsonOf(await pull('GET', 'pull'))).toMatchObject({ state: 'none' });
  expect((await problemFrom(await api.get(`${path}/card`))).code).toBe('MODEL_NOT_PULLED');
  const started = await pull('POST', 'pull');
  expect([started.status, await jsonOf(started)]).toEqual([
    202,
    expect.objectContaining({ id, state: 'running' }) as PullResource,
  ]);
  const first = await openEventStream(new URL('/v1/models/events', api.url));
  await until(
    () => first.events.map(({ data }) => data as PullResource),
    (seen) => seen.some(({ phase, totalBytes }) => phase === 'fetching' && (totalBytes ?? 0) > 1_000_000),
    { withinMs: 15_000, label: 'bytes come' },
  );
  first.leave();
  const again = await jsonOf<PullResource>(await pull('POST', 'pull'));
  expect(again.startedAt).toBe((first.events[0]!.data as PullResource).startedAt);
  const second = await openEventStream(new URL('/v1/models/events', api.url));
  release();
  await until(
    () => second.events.at(-1)?.data as PullResource | undefined,
    (last) => last?.state === 'done',
    { withinMs: 20_000, label: 'it is done' },
  );
  second.leave();
  expect(await modelOf(id)).toMatchObject({ state: 'pulled', auto: false, workers: 0, memoryBytes: null });
  const verified = await fetch(new URL(`${path}/verify`, api.url), { method: 'POST' });
  expect(await jsonOf(verified)).toMatchObject({ id, faults: [] });
});

test('it is chosen, and removed when nobody uses it; the one that ships stays', async () => {
  const use = (choice: string): Promise<Response> =>
    fetch(new URL(`/v1/models/${encodeURIComponent(choice)}/use`, api.url), { method: 'POST' });
  expect(await jsonOf(await use(id))).toMatchObject({ id });
  expect(await modelOf(id)).toMatchObject({ auto: true });
  expect((await problemFrom(await use('no/where'))).code).toBe('MODEL_NOT_PULLED');
  expect(await jsonOf(await api.delete(path))).toEqual({ wasChosen: true });
  expect((await problemFrom(await api.delete(path))).code).toBe('MODEL_NOT_PULLED');
  const shipped = await api.delete(`/v1/models/${embeddedModelId}`);
  expect((await problemFrom(shipped)).code).toBe('MODEL_SHIPPED');
});

test('a pull that fails says why', async () => {
  const nowhere = `/v1/models/${encodeURIComponent('no/where')}/pull`;
  await fetch(new URL(nowhere, api.url), { method: 'POST' });
  const ended = await until(
    async () => await jsonOf<PullResource>(await api.get(nowhere)),
    ({ state }) => state === 'failed',
    { withinMs: 15_000, label: 'it has failed' },
  );
  expect(ended.error?.code).toMatch(/^MODEL_/);
});
