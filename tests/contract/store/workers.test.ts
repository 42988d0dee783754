import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkerPresence } from '../../../store/worker-registry.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

let store: TestStore;
let inspector: pg.Client;
beforeAll(async () => {
  store = await openTestStore();
  inspector = new pg.Client({ connectionString: store.databaseUrl });
  await inspector.connect();
});
afterAll(async () => {
  await inspector.end();
  await store.discard();
});

const loading: WorkerPresence = {
  workerId: 'w1',
  pid: 4711,
  host: 'desk',
  status: 'loading',
  model: null,
  threads: 2,
  residentMemory: 6_000_000_000,
  error: null,
  startedAt: new Date('2026-03-01T10:00:00.123Z'),
};

test('a worker is listed as it last announced itself', async () => {
  await store.workers.announce(loading);
  const ready: WorkerPresence = { ...loading, status: 'ready', model: { id: 'm', revision: 'r' } };
  await store.workers.announce(ready);
  expect(await store.workers.list({ staleAfterMs: 10_000 })).toEqual([ready]);
  const failed: WorkerPresence = {
    ...loading,
    status: 'failed',
    error: { code: 'MODEL_UNREACHABLE', message: 'The model could not be fetched.' },
  };
  await store.workers.announce(failed);
  expect(await store.workers.list({ staleAfterMs: 10_000 })).toEqual([failed]);
  await store.workers.withdraw('w1');
  expect(await store.workers.list({ staleAfterMs: 10_000 })).toEqual([]);
});

test('a worker that fell silent counts as gone, and in the end is forgotten', async () => {
  await store.workers.announce({ ...loading, workerId: 'silent' });
  await inspector.query(`update muwazi.workers set seen_at = now() - interval '11 seconds'`);
  await store.workers.announce({ ...loading, workerId: 'alive' });
  const seen = await store.workers.list({ staleAfterMs: 10_000 });
  expect(seen.map(({ workerId }) => workerId)).toEqual(['alive']);

  await inspector.query(
    `update muwazi.workers set seen_at = now() - interval '101 seconds' where worker_id = 'silent'`,
  );
  await store.workers.list({ staleAfterMs: 10_000 });
  const { rows } = await inspector.query('select worker_id from muwazi.workers');
  expect(rows).toEqual([{ worker_id: 'alive' }]);
});
