import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { WorkerPresence } from '../../../store/worker-registry.ts';
import { jsonOf, openTestApi, problemFrom, type TestApi } from '../../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterEach(async () => {
  await api.store.workers.withdraw('worker-1');
  await api.store.workers.withdraw('worker-2');
});
afterAll(async () => {
  await api.close();
});

const ready: WorkerPresence = {
  workerId: 'worker-1',
  pid: 4711,
  host: 'here',
  status: 'ready',
  model: { id: 'embedded', revision: 'r1' },
  threads: 2,
  residentMemory: 300_000_000,
  error: null,
  startedAt: new Date(),
};
const failed: WorkerPresence = {
  ...ready,
  workerId: 'worker-2',
  status: 'failed',
  model: null,
  error: { code: 'MODEL_UNKNOWN', message: 'There is no model "big".' },
};

test('the process says that it lives', async () => {
  const response = await api.get('/health/live');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'live' });
});

test('with a worker whose model is loaded it is ready', async () => {
  await api.store.workers.announce(ready);
  const response = await api.get('/health/ready');
  expect(response.status).toBe(200);
  const up = { state: 'up', code: null, why: null };
  expect(await jsonOf(response)).toEqual({
    status: 'ready',
    parts: { store: up, queue: up, workers: { ...up, ready: 1, loading: 0, failed: 0 } },
  });
});

test('one worker that cannot load its model does not matter while another works', async () => {
  await api.store.workers.announce(ready);
  await api.store.workers.announce(failed);
  expect((await api.get('/health/ready')).status).toBe(200);
});

test.each([
  { what: 'no worker', worker: undefined, why: 'workers: No worker is running' },
  {
    what: 'a worker that loads',
    worker: { ...ready, status: 'loading', model: null },
    why: 'workers: The model is being loaded',
  },
  {
    what: 'a worker that stops',
    worker: { ...ready, status: 'stopping' },
    why: 'workers: No worker is running',
  },
  { what: 'a worker without its model', worker: failed, why: 'workers: There is no model "big"' },
] as const)('with $what it is not ready, and says so', async ({ worker, why }) => {
  if (worker !== undefined) await api.store.workers.announce(worker);
  const response = await api.get('/health/ready');
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(await problemFrom(response)).toMatchObject({
    code: 'NOT_READY',
    detail: `Not ready yet: ${why}.`,
    details: {
      parts: { store: { state: 'up' }, queue: { state: 'up' }, workers: { state: 'down', ready: 0 } },
    },
  });
});

test('being asked while it is not ready fills no log', async () => {
  await api.get('/health/ready');
  expect(api.log.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
});
