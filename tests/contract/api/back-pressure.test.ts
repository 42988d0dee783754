import { afterAll, beforeAll, expect, test } from 'vitest';
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

const article = { paragraphs: ['واحد', 'اثنان'] };

test('what is more than may wait is refused with the time to come back, and taken when there is room', async () => {
  expect((await api.post('/v1/documents', article)).status).toBe(202);
  // One place is left: an article is taken whole or not at all.
  expect((await api.post('/v1/documents', article)).status).toBe(202);
  const refused = await api.post('/v1/documents', article);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('10');
  expect(await problemFrom(refused)).toMatchObject({ code: 'QUEUE_FULL', details: { waiting: 4, most: 3 } });

  const small = await api.post('/v1/translate', { text: 'نص' });
  expect(await problemFrom(small)).toMatchObject({ code: 'QUEUE_FULL' });

  expect(await translateParagraphs(api.store)).toBe(4);
  await until(
    () => api.post('/v1/documents', article),
    ({ status }) => status === 202,
    { withinMs: 5_000, label: 'there is room again', everyMs: 200 },
  );
});

test('the store is asked at most once a second, however many submit', async () => {
  let asked = 0;
  let nowMs = 0;
  const limited = limitBacklog(api.store.documents, {
    backlog: {
      read: () => {
        asked += 1;
        return Promise.resolve({ paragraphs: 0, oldestSeconds: 0 });
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
