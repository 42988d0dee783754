import { afterAll, beforeAll, expect, test } from 'vitest';
import { articleOf, openTestStore, segmentsOf, type TestStore } from '../../support/test-store.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.discard());

/** Takes what waits in the outbox, as the queue would. */
async function takeParagraphIds(): Promise<readonly string[]> {
  const ids: string[] = [];
  await store.outbox.relay(1_000, (entries) => {
    ids.push(...entries.map(({ paragraphId }) => paragraphId));
    return Promise.resolve();
  });
  return ids;
}

test('an article that was stored is found again with everything its sender said', async () => {
  const metadata = {
    title: 'عنوان',
    sourceUrl: 'https://example.org/1',
    publishedAt: '2026-03-01T10:00:00+03:00',
    collection: 'politics',
    externalId: 'a-1',
  };
  const created = await store.documents.create(articleOf(['فقرة أولى.', 'فقرة ثانية 🙂.'], metadata));
  expect(created).toMatchObject({
    ...metadata,
    status: 'queued',
    paragraphs: { total: 2, queued: 2, running: 0, done: 0, failed: 0 },
    sourceChars: 'فقرة أولى.\n\nفقرة ثانية 🙂.\n'.length,
    startedAt: null,
    finishedAt: null,
    errors: [],
  });
  expect(await store.documents.find(created.id)).toEqual(created);
});

test('an article is queued, running, then done, and says since when', async () => {
  await takeParagraphIds();
  const { id } = await store.documents.create(articleOf(['واحد', 'اثنان']));
  const [first, second] = await takeParagraphIds();
  const claim = await store.paragraphs.claim(first!, 0);
  const running = await store.documents.find(id);
  expect(running).toMatchObject({
    status: 'running',
    paragraphs: { queued: 1, running: 1 },
    finishedAt: null,
  });
  expect(running?.startedAt).toBeInstanceOf(Date);

  await store.paragraphs.commit(claim!, segmentsOf('واحد'));
  expect(await store.documents.find(id)).toMatchObject({
    status: 'running',
    paragraphs: { queued: 1, done: 1 },
  });
  await store.paragraphs.commit((await store.paragraphs.claim(second!, 0))!, segmentsOf('اثنان'));
  const done = await store.documents.find(id);
  expect(done).toMatchObject({
    status: 'done',
    paragraphs: { total: 2, done: 2 },
    startedAt: running?.startedAt,
  });
  expect(done?.finishedAt).toBeInstanceOf(Date);
});

test('an article with failed paragraphs says how many failed and why', async () => {
  await takeParagraphIds();
  const { id } = await store.documents.create(articleOf(['واحد', 'اثنان', 'ثلاثة', 'أربعة']));
  const [first, second, third, fourth] = await takeParagraphIds();
  await store.paragraphs.failEntry({ paragraphId: first!, generation: 0 }, 'TRANSLATION_FAILED');
  await store.paragraphs.failEntry({ paragraphId: second!, generation: 0 }, 'WORKER_LOST');
  await store.paragraphs.failEntry({ paragraphId: third!, generation: 0 }, 'WORKER_LOST');
  await store.paragraphs.commit((await store.paragraphs.claim(fourth!, 0))!, []);
  const expected = {
    status: 'failed',
    paragraphs: { total: 4, done: 1, failed: 3 },
    errors: [
      { code: 'TRANSLATION_FAILED', paragraphs: 1 },
      { code: 'WORKER_LOST', paragraphs: 2 },
    ],
  };
  expect(await store.documents.find(id)).toMatchObject(expected);
  const page = await store.documents.list({ status: 'failed' }, { limit: 10 });
  expect(page.items).toMatchObject([expected]);
});

test('an article of 10,000 paragraphs is stored within seconds', async () => {
  const text = 'قال وزير الخارجية إن بلاده ستواصل دعم الجهود الرامية إلى وقف إطلاق النار. '.repeat(8);
  const startedAtMs = performance.now();
  const created = await store.documents.create(articleOf(Array.from({ length: 10_000 }, () => text)));
  const durationMs = performance.now() - startedAtMs;
  expect(created.paragraphs.total).toBe(10_000);
  expect(durationMs).toBeLessThan(10_000);
  console.log(`10,000 paragraphs of ${text.length} characters stored in ${Math.round(durationMs)} ms`);

  const deletedAtMs = performance.now();
  expect(await store.documents.delete(created.id)).toBe(true);
  console.log(`deleted in ${Math.round(performance.now() - deletedAtMs)} ms`);
});

test('pages neither repeat nor lose an article while others come in', async () => {
  const collection = 'pages';
  const ids: string[] = [];
  for (let n = 0; n < 7; n += 1)
    ids.push((await store.documents.create(articleOf(['نص'], { collection }))).id);

  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.documents.list(
      { collection },
      { limit: 3, ...(cursor === undefined ? {} : { cursor }) },
    );
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
    await store.documents.create(articleOf(['جديد'], { collection }));
  } while (cursor !== undefined);
  expect(seen).toEqual(ids.reverse());
});

test('articles stored in the same moment are told apart by the cursor', async () => {
  const collection = 'burst';
  const created = await Promise.all(
    Array.from({ length: 30 }, () => store.documents.create(articleOf(['نص'], { collection }))),
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.documents.list(
      { collection },
      { limit: 1, ...(cursor === undefined ? {} : { cursor }) },
    );
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen.length).toBe(30);
  expect(new Set(seen)).toEqual(new Set(created.map(({ id }) => id)));
});

test('a page that ends with the last article has no next page', async () => {
  const collection = 'exact';
  for (let n = 0; n < 4; n += 1) await store.documents.create(articleOf(['نص'], { collection }));
  const page = await store.documents.list({ collection }, { limit: 4 });
  expect(page.items.length).toBe(4);
  expect(page.nextCursor).toBeNull();
});

test.each([
  ['a word', 'nonsense'],
  ['nothing', ''],
  ['a cursor of another list', Buffer.from('s.1.1').toString('base64url')],
  [
    'a time beyond time',
    Buffer.from('d.9999999999999999.0190163d-8694-739b-aea5-966c26f8ad91').toString('base64url'),
  ],
  ['an id that is none', Buffer.from(`d.1.${'-'.repeat(36)}`).toString('base64url')],
])('a cursor we did not give is refused: %s', async (_, cursor) => {
  await expect(store.documents.list({}, { limit: 1, cursor })).rejects.toMatchObject({
    code: 'CURSOR_INVALID',
  });
});

test('a deleted article is gone with everything that belonged to it', async () => {
  await takeParagraphIds();
  const { id } = await store.documents.create(articleOf(['واحد']));
  const [paragraphId] = await takeParagraphIds();
  const claim = await store.paragraphs.claim(paragraphId!, 0);
  expect(await store.documents.delete(id)).toBe(true);
  expect(await store.paragraphs.commit(claim!, segmentsOf('واحد'))).toBe('superseded');
  expect(await store.documents.find(id)).toBeUndefined();
  expect(await store.paragraphs.claim(paragraphId!, 0)).toBeUndefined();
  expect(await store.documents.delete(id)).toBe(false);
});

test('an id that is no id of ours is simply unknown', async () => {
  expect(await store.documents.find('../etc')).toBeUndefined();
  expect(await store.documents.delete('1; drop table documents')).toBe(false);
  expect(await store.documents.estimateSecondsLeft('x')).toBeNull();
  await expect(store.documents.listSegments('x', { limit: 1 })).rejects.toMatchObject({
    code: 'DOCUMENT_UNKNOWN',
  });
});

test('a character PostgreSQL cannot hold is refused without harm', async () => {
  await expect(store.documents.create(articleOf(['قبل\u0000بعد']))).rejects.toMatchObject({ code: '22021' });
  await expect(store.documents.ping()).resolves.toBeUndefined();
});

test('the time left follows from the speed of the last minutes and the work that stands before', async () => {
  await takeParagraphIds();
  const text = 'ن'.repeat(1_000);
  const first = await store.documents.create(articleOf([text, text]));
  const second = await store.documents.create(articleOf([text]));
  const [a, b, c] = await takeParagraphIds();
  const claims = [await store.paragraphs.claim(a!, 0), await store.paragraphs.claim(b!, 0)];
  await store.paragraphs.commit(claims[0]!, []);

  const beforeFirst = await store.documents.estimateSecondsLeft(first.id);
  const beforeSecond = await store.documents.estimateSecondsLeft(second.id);
  expect(beforeFirst).toBeGreaterThan(0);
  expect(beforeSecond).toBeGreaterThanOrEqual(beforeFirst!);
  await store.paragraphs.commit(claims[1]!, []);
  expect(await store.documents.estimateSecondsLeft(first.id)).toBeNull();
  await store.paragraphs.failEntry({ paragraphId: c!, generation: 0 }, 'TRANSLATION_FAILED');
});

test('a burst of requests waits its turn for a connection', async () => {
  const burst = Array.from({ length: 400 }, () =>
    store.documents.create(articleOf(['نص'], { collection: 'many' })),
  );
  expect(new Set((await Promise.all(burst)).map(({ id }) => id)).size).toBe(400);
});
