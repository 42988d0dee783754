import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { translateParagraphs } from '../../support/play-worker.ts';
import {
  jsonOf,
  openTestApi,
  problemFrom,
  type DocumentAnswer,
  type TestApi,
} from '../../support/test-api.ts';

let api: TestApi;
let databaseUrl: string;
beforeAll(async () => {
  api = await openTestApi({
    routeDatabase: (url) => {
      databaseUrl = url;
      return url;
    },
  });
});
afterAll(async () => {
  await api.close();
});

const send = (key: string, body: unknown): Promise<Response> =>
  fetch(new URL('/v1/documents', api.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
const countDocuments = async (collection: string): Promise<number> => {
  const page = await api.get(`/v1/documents?limit=500&collection=${collection}`);
  return (await jsonOf<{ items: readonly unknown[] }>(page)).items.length;
};

test('fifty submissions at the same moment under one key make one article and get one answer', async () => {
  const collection = randomUUID();
  const article = { text: 'زار الوزير المدينة.\n\nثم عاد.', collection };
  const answers = await Promise.all(Array.from({ length: 50 }, () => send('storm', article)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 202));
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect(new Set(bodies).size).toBe(1);
  expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
  expect(await countDocuments(collection)).toBe(1);
});

test('a late repetition gets the first answer, whatever has become of the article', async () => {
  const article = { text: 'خبر قصير.', collection: randomUUID() };
  const first = await jsonOf<DocumentAnswer>(await send('late', article));
  await translateParagraphs(api.store);
  expect(await jsonOf(await send('late', article))).toEqual(first);
});

test('the same key with another article is refused, and nothing is stored', async () => {
  const collection = randomUUID();
  await send('reused', { text: 'خبر أول.', collection });
  const answer = await send('reused', { text: 'خبر ثان.', collection });
  expect(answer.status).toBe(409);
  expect((await problemFrom(answer)).code).toBe('IDEMPOTENCY_KEY_REUSED');
  expect(await countDocuments(collection)).toBe(1);
});

test('a refused article leaves its key free', async () => {
  expect((await send('refused', { text: 'English only.' })).status).toBe(422);
  expect((await send('refused', { text: 'خبر.' })).status).toBe(202);
});

test('a repetition does not bring back what was deleted', async () => {
  const article = { text: 'خبر محذوف.' };
  const { id } = await jsonOf<DocumentAnswer>(await send('deleted', article));
  await api.delete(`/v1/documents/${id}`);
  expect((await problemFrom(await send('deleted', article))).code).toBe('DOCUMENT_UNKNOWN');
});

test('a key is free again after a day', async () => {
  const article = { text: 'خبر الأمس.' };
  const first = await jsonOf<DocumentAnswer>(await send('yesterday', article));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("update muwazi.idempotency_keys set created_at = now() - interval '24 hours 1 second'");
  await client.end();
  const second = await jsonOf<DocumentAnswer>(await send('yesterday', article));
  expect(second.id).not.toBe(first.id);
});

test.each(['x'.repeat(201), 'two words', ''])('%j is no key', async (key) => {
  const problem = await problemFrom(await send(key, { text: 'خبر.' }));
  expect(problem).toMatchObject({ status: 400, code: 'REQUEST_INVALID' });
  expect(problem.detail).toContain('Idempotency-Key');
});
