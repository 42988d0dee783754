import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { limitBacklog } from '../../../api/documents/limit-backlog.ts';
import { appError } from '../../../core/app-error.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import { openTestApi, problemFrom, type TestApi } from '../../support/test-api.ts';
import { articleOf } from '../../support/test-store.ts';
import { until } from '../../support/until.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ replace: () => ({ maxWaitingParagraphs: 3 }) });
});
afterAll(async () => {
  await api.close();
});

const nothingWaits = { paragraphs: 0, byPriority: { interactive: 0, normal: 0, bulk: 0 }, oldestSeconds: 0 };
const article = { paragraphs: ['واحد', 'اثنان'] };

test('what is more than may wait is refused with the time to come back, and taken when there is room', async () => {
  expect((await api.post('/v1/documents', article)).status).toBe(202);
  // One place is left: an article is taken whole or not at all.
  expect((await api.post('/v1/documents', article)).status).toBe(202);
  const refused = await api.post('/v1/documents', article);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('10');
  expect(await problemFrom(refused)).toMatchObject({ code: 'QUEUE_FULL', details: { waiting: 4, most: 3 } });

  expect(await translateParagraphs(api.store)).toBe(4);
  await until(
    () => api.post('/v1/documents', article),
    ({ status }) => status === 202,
    { withinMs: 5_000, label: 'there is room again', everyMs: 200 },
  );
});

test('a full queue of bulk work keeps nobody waiting outside who is more urgent; a full one of their own does', async () => {
  const own = await openTestApi({ replace: () => ({ maxWaitingParagraphs: 3 }) });
  onTestFinished(() => own.close());
  const submit = (priority: string): Promise<Response> => own.post('/v1/documents', { ...article, priority });
  for (const priority of ['bulk', 'normal', 'interactive']) {
    await until(
      () => submit(priority),
      ({ status }) => status === 429,
      { withinMs: 10_000, label: `no more ${priority}`, everyMs: 1 },
    );
  }
  const { byPriority } = await own.store.backlog.read();
  expect(byPriority).toEqual({ interactive: 4, normal: 4, bulk: 4 });
  const small = await own.post('/v1/translate', { text: 'نص' });
  expect(await problemFrom(small)).toMatchObject({ code: 'QUEUE_FULL', details: { waiting: 4, most: 3 } });
});

test('an accepted article that is sent again under its key gets its answer, however full the queue is', async () => {
  const limited = limitBacklog(api.store.documents, {
    backlog: { read: () => Promise.resolve(nothingWaits) },
    mostParagraphs: 1,
    nowMs: () => 0,
  });
  const key = { key: randomUUID(), fingerprint: 'one' };
  const first = await limited.createOnce(articleOf(['نص']), key);
  await expect(limited.create(articleOf(['نص']))).rejects.toMatchObject({ code: 'QUEUE_FULL' });
  expect((await limited.createOnce(articleOf(['نص']), key)).id).toBe(first.id);
  await expect(limited.createOnce(articleOf(['نص']), { ...key, fingerprint: 'other' })).rejects.toMatchObject(
    { code: 'IDEMPOTENCY_KEY_REUSED' },
  );
});

test('what was not stored takes no room', async () => {
  const limited = limitBacklog(api.store.documents, {
    backlog: { read: () => Promise.resolve(nothingWaits) },
    mostParagraphs: 1,
    nowMs: () => 0,
  });
  await expect(limited.create(articleOf(['قبل\u0000بعد']))).rejects.toBeInstanceOf(Error);
  await expect(limited.create(articleOf(['نص']))).resolves.toMatchObject({ status: 'queued' });
});

test('the store is asked at most once a second, however many submit', async () => {
  let asked = 0;
  let nowMs = 0;
  const limited = limitBacklog(api.store.documents, {
    backlog: {
      read: () => {
        asked += 1;
        return Promise.resolve(nothingWaits);
      },
    },
    mostParagraphs: 100,
    nowMs: () => nowMs,
  });
  for (let round = 0; round < 5; round += 1) await limited.create(articleOf(['نص']));
  expect(asked).toBe(1);
  nowMs = 1_000;
  await limited.create(articleOf(['نص']));
  expect(asked).toBe(2);
});

test('a store that is away is told as that, not as a full queue', async () => {
  const limited = limitBacklog(api.store.documents, {
    backlog: { read: () => Promise.reject(appError('STORE_UNAVAILABLE', [])) },
    mostParagraphs: 100,
    nowMs: () => 0,
  });
  await expect(limited.create(articleOf(['نص']))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});
