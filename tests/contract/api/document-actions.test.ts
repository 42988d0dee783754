import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimParagraphs, translateParagraphs } from '../../support/play-worker.ts';
import {
  jsonOf,
  openTestApi,
  problemFrom,
  sendArticle,
  type DocumentAnswer,
  type TestApi,
} from '../../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
});

const act = (id: string, action: string): Promise<Response> =>
  fetch(new URL(`/v1/documents/${id}/${action}`, api.url), { method: 'POST' });
const article = { text: 'فقرة أولى.\n\nفقرة ثانية.\n\nفقرة ثالثة.' };

test('an article is paused, resumed and cancelled without a body, and answers with how it is then', async () => {
  const { id } = await sendArticle(api, article);
  for (const [action, status] of [
    ['pause', 'paused'],
    ['resume', 'queued'],
    ['cancel', 'cancelled'],
  ] as const) {
    const answer = await act(id, action);
    expect(answer.status).toBe(200);
    expect(await jsonOf<DocumentAnswer>(answer)).toMatchObject({ id, status });
    expect(await jsonOf<DocumentAnswer>(await api.get(`/v1/documents/${id}`))).toMatchObject({ status });
    const { items } = await jsonOf<{ items: readonly DocumentAnswer[] }>(
      await api.get(`/v1/documents?status=${status}`),
    );
    expect(items.map((document) => document.id)).toContain(id);
  }
});

test('a paused article has no time of arrival', async () => {
  const { id } = await sendArticle(api, article);
  await translateParagraphs(api.store, { most: 1 });
  await act(id, 'pause');
  expect(await jsonOf<DocumentAnswer>(await api.get(`/v1/documents/${id}`))).toMatchObject({
    status: 'paused',
    etaSeconds: null,
  });
});

test('of a cancelled article, what was translated can be downloaded, when that is asked for', async () => {
  const { id } = await sendArticle(api, article);
  await translateParagraphs(api.store, { most: 1 });
  await act(id, 'cancel');
  const refusal = await problemFrom(await api.get(`/v1/documents/${id}/export?format=jsonl`));
  expect(refusal).toMatchObject({ status: 409, code: 'DOCUMENT_CANCELLED' });
  const file = await api.get(`/v1/documents/${id}/export?format=jsonl&partial=true`);
  expect((await file.text()).trim().split('\n').length).toBeGreaterThan(0);
});

test('what failed is tried again', async () => {
  const { id } = await sendArticle(api, article);
  const [bad] = await claimParagraphs(api.store, 1);
  await api.store.paragraphs.failClaim(bad!, 'TRANSLATION_FAILED');
  await translateParagraphs(api.store);
  expect(await jsonOf<DocumentAnswer>(await act(id, 'retry'))).toMatchObject({
    status: 'running',
    paragraphs: { queued: 1, done: 2, failed: 0 },
  });
  await translateParagraphs(api.store);
  const refusal = await problemFrom(await act(id, 'retry'));
  expect(refusal).toMatchObject({ status: 409, code: 'DOCUMENT_ENDED' });
  expect(refusal.detail).toBe('There is nothing to retry: the document is done.');
});

test('nothing can be done with an article that is not there', async () => {
  for (const id of [randomUUID(), 'nobody']) {
    for (const action of ['cancel', 'pause', 'resume', 'retry']) {
      expect((await problemFrom(await act(id, action))).code).toBe('DOCUMENT_UNKNOWN');
    }
  }
  expect((await problemFrom(await act(randomUUID(), 'explode'))).code).toBe('ROUTE_UNKNOWN');
});

test('an article says how urgent it is, and no other word is taken for it', async () => {
  const { id } = await sendArticle(api, { ...article, priority: 'interactive' });
  expect(await jsonOf(await api.get(`/v1/documents/${id}`))).toMatchObject({ priority: 'interactive' });
  expect(await sendArticle(api, article)).toMatchObject({ priority: 'normal' });
  const refusal = await problemFrom(await api.post('/v1/documents', { ...article, priority: 'now' }));
  expect(refusal.detail).toContain('"priority" must be one of: interactive, normal, bulk');
});
