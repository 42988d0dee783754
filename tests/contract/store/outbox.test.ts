import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OutboxEntry } from '../../../store/outbox-store.ts';
import { articleOf, openTestStore, type TestStore } from '../../support/test-store.ts';
import { until } from '../../support/until.ts';

let store: TestStore;
let inspector: pg.Client;
beforeAll(async () => {
  store = await openTestStore();
  inspector = new pg.Client({ connectionString: store.databaseUrl });
  await inspector.connect();
});
beforeEach(async () => {
  await inspector.query('delete from muwazi.documents');
});
afterAll(async () => {
  await inspector.end();
  await store.discard();
});

const texts = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `فقرة ${n}`);

async function relay(limit = 1_000): Promise<readonly OutboxEntry[]> {
  const taken: OutboxEntry[] = [];
  await store.outbox.relay(limit, (entries) => {
    taken.push(...entries);
    return Promise.resolve();
  });
  return taken;
}

test('paragraphs are handed over once, oldest article first, in the order of the text', async () => {
  const first = await store.documents.create(articleOf(texts(3)));
  const second = await store.documents.create(articleOf(texts(2)));
  const taken = [...(await relay(4)), ...(await relay(4))];
  expect(taken.map(({ documentId }) => documentId)).toEqual([
    first.id,
    first.id,
    first.id,
    second.id,
    second.id,
  ]);
  const claimed = await Promise.all(taken.map(({ paragraphId }) => store.paragraphs.claim(paragraphId, 0)));
  expect(claimed.map((claim) => claim?.text)).toEqual([...texts(3), ...texts(2)]);
  expect(taken.every(({ generation }) => generation === 0)).toBe(true);
  expect(await relay()).toEqual([]);
});

test('nothing is lost when the queue refuses', async () => {
  await store.documents.create(articleOf(texts(3)));
  const refusal = new Error('queue away');
  await expect(store.outbox.relay(10, () => Promise.reject(refusal))).rejects.toBe(refusal);
  expect((await relay()).length).toBe(3);
});

test('relays of several processes never hand over the same paragraph twice', async () => {
  await store.documents.create(articleOf(texts(300)));
  const taken = (await Promise.all(Array.from({ length: 8 }, () => relay(50)))).flat();
  taken.push(...(await relay()));
  expect(taken.length).toBe(300);
  expect(new Set(taken.map(({ paragraphId }) => paragraphId)).size).toBe(300);
});

test('unfinished paragraphs handed over long ago are listed page by page', async () => {
  await store.documents.create(articleOf(texts(5)));
  const [first, second] = await relay();
  await store.paragraphs.claim(first!.paragraphId, 0);
  await store.paragraphs.failEntry(second!, 'TRANSLATION_FAILED');
  expect(await store.outbox.listHandedOver({ olderThanMs: 60_000, limit: 10 })).toEqual([]);

  await inspector.query(
    `update muwazi.paragraphs set handed_over_at = handed_over_at - interval '2 minutes'`,
  );
  const page = await store.outbox.listHandedOver({ olderThanMs: 60_000, limit: 3 });
  const afterParagraphId = page.at(-1)!.paragraphId;
  const rest = await store.outbox.listHandedOver({ olderThanMs: 60_000, limit: 3, afterParagraphId });
  expect(page.length).toBe(3);
  expect(rest.length).toBe(1);
  const listed = [...page, ...rest].map(({ paragraphId }) => paragraphId);
  expect(listed).toContain(first!.paragraphId);
  expect(listed).not.toContain(second!.paragraphId);
});

test('a paragraph handed back is handed over again under the next generation, once', async () => {
  const { id } = await store.documents.create(articleOf(texts(2)));
  const [waiting, running] = await relay();
  await store.paragraphs.claim(running!.paragraphId, 0);
  const both = [running!, waiting!];
  const counts = await Promise.all([store.outbox.handBack(both), store.outbox.handBack(both)]);
  expect(counts.sort()).toEqual([0, 2]);
  expect(await store.documents.find(id)).toMatchObject({ paragraphs: { queued: 2, running: 0 } });
  expect(await relay()).toEqual([
    { ...waiting, generation: 1 },
    { ...running, generation: 1 },
  ]);
});

test('a finished paragraph is not handed back', async () => {
  await store.documents.create(articleOf(texts(1)));
  const [entry] = await relay();
  await store.paragraphs.commit((await store.paragraphs.claim(entry!.paragraphId, 0))!, []);
  expect(await store.outbox.handBack([entry!])).toBe(0);
  expect(await store.outbox.handBack([])).toBe(0);
});

test('work that was under way when its paragraph was handed back still counts', async () => {
  const { id } = await store.documents.create(articleOf(texts(1)));
  const [entry] = await relay();
  const claim = await store.paragraphs.claim(entry!.paragraphId, 0);
  await store.outbox.handBack([entry!]);
  expect(await store.paragraphs.commit(claim!, [])).toBe('committed');
  expect(await store.documents.find(id)).toMatchObject({ status: 'done' });
  expect(await relay()).toEqual([]);
});

test('whoever waits for entries is told of new ones, and not any more after it stopped', async () => {
  let calls = 0;
  const stop = await store.outbox.onNewEntries(() => {
    calls += 1;
  });
  const before = calls;
  await store.documents.create(articleOf(texts(1)));
  await until(
    () => calls,
    (count) => count > before,
    { withinMs: 5_000, label: 'told of a new article' },
  );
  const [entry] = await relay();
  const beforeHandBack = calls;
  await store.outbox.handBack([entry!]);
  await until(
    () => calls,
    (count) => count > beforeHandBack,
    { withinMs: 5_000, label: 'told of a hand-back' },
  );

  await stop();
  const { rows } = await inspector.query(
    `select from pg_stat_activity where application_name = 'muwazi_outbox' and datname = current_database()`,
  );
  expect(rows).toEqual([]);
});

test('a listener whose connection is cut listens again', async () => {
  let calls = 0;
  const stop = await store.outbox.onNewEntries(() => {
    calls += 1;
  });
  await inspector.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'muwazi_outbox' and datname = current_database()`,
  );
  await until(
    () => calls,
    (count) => count >= 2,
    { withinMs: 10_000, label: 'connected anew' },
  );
  const before = calls;
  await store.documents.create(articleOf(texts(1)));
  await until(
    () => calls,
    (count) => count > before,
    { withinMs: 5_000, label: 'told of a new article' },
  );
  await stop();
});
