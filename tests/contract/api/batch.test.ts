import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  jsonOf,
  openTestApi,
  problemFrom,
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

interface Line {
  readonly line?: number;
  readonly status?: number;
  readonly id?: string;
  readonly problem?: { readonly code: string };
  readonly accepted?: number;
  readonly refused?: number;
  readonly complete?: boolean;
}

async function send(
  body: string | Uint8Array,
  { type = 'application/x-ndjson', key }: { readonly type?: string; readonly key?: string } = {},
): Promise<readonly Line[]> {
  const response = await fetch(new URL('/v1/documents:batch', api.url), {
    method: 'POST',
    headers: { 'content-type': type, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    body,
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  return (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

const linesOf = (articles: readonly unknown[]): string =>
  articles.map((article) => `${JSON.stringify(article)}\n`).join('');

test('each article is stored or refused on its own, and told in its line', async () => {
  const lines = await send(
    `${JSON.stringify({ text: 'خبر أول.' })}\nnot json\n\n${JSON.stringify({ text: 'English.' })}\n` +
      `${JSON.stringify({ text: 'خبر ثان.', colour: 'red' })}\r\n${JSON.stringify({ text: 'خبر ثالث.', priority: 'normal' })}`,
  );
  expect(lines.map(({ line, status, problem }) => [line, status, problem?.code])).toEqual([
    [1, 202, undefined],
    [2, 400, 'BODY_NOT_JSON'],
    [4, 422, 'TEXT_NOT_ARABIC'],
    [5, 400, 'REQUEST_INVALID'],
    [6, 202, undefined],
    [undefined, undefined, undefined],
  ]);
  expect(lines.at(-1)).toEqual({ accepted: 2, refused: 3, complete: true });
  const first = await jsonOf<DocumentAnswer>(await api.get(`/v1/documents/${lines[0]!.id}`));
  expect(first).toMatchObject({ status: 'queued', priority: 'bulk' });
});

test('a JSON array does the same', async () => {
  const lines = await send(JSON.stringify([{ text: 'خبر.' }, 'خبر']), { type: 'application/json' });
  expect(lines.map(({ status }) => status)).toEqual([202, 400, undefined]);
});

test('ten thousand articles are stored from one request, and no more', async () => {
  const collection = randomUUID();
  const articles = Array.from({ length: 10_001 }, (_, n) => ({ text: `خبر رقم ${n}.`, collection }));
  const startedAt = performance.now();
  const lines = await send(linesOf(articles));
  console.log(`10,000 articles accepted in ${Math.round(performance.now() - startedAt)} ms`);
  expect(lines).toHaveLength(10_002);
  expect(
    lines.slice(0, 10_000).every(({ line, status }, index) => line === index + 1 && status === 202),
  ).toBe(true);
  expect(lines.at(-2)).toMatchObject({ line: 10_001, problem: { code: 'BATCH_TOO_LONG' } });
  expect(lines.at(-1)).toEqual({ accepted: 10_000, refused: 1, complete: false });
});

test('a batch that is sent again under its key makes no article twice', async () => {
  const collection = randomUUID();
  const articles = Array.from({ length: 20 }, (_, n) => ({ text: `خبر رقم ${n}.`, collection }));
  const key = randomUUID();
  const first = await send(linesOf(articles.slice(0, 12)), { key });
  const second = await send(linesOf(articles), { key });
  expect(second.slice(0, 12).map(({ id }) => id)).toEqual(first.slice(0, 12).map(({ id }) => id));
  const page = await jsonOf<{ items: unknown[] }>(
    await api.get(`/v1/documents?limit=500&collection=${collection}`),
  );
  expect(page.items).toHaveLength(20);
});

test('a line longer than any article ends the batch, and what came before is stored', async () => {
  const lines = await send(`${JSON.stringify({ text: 'خبر.' })}\n{"text":"${'x'.repeat(9 * 1024 * 1024)}`);
  expect(lines.map(({ status, problem }) => problem?.code ?? status)).toEqual([
    202,
    'BODY_TOO_LARGE',
    undefined,
  ]);
  expect(lines.at(-1)).toMatchObject({ accepted: 1, complete: false });
});

test('bytes that are not UTF-8 are refused in their line', async () => {
  const bytes = Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n')]);
  expect((await send(bytes))[0]).toMatchObject({ line: 1, problem: { code: 'BODY_NOT_UTF8' } });
});

test('a batch of another type is refused whole', async () => {
  const answer = await api.postBytes('/v1/documents:batch', 'x', 'text/plain');
  expect((await problemFrom(answer)).code).toBe('MEDIA_TYPE_UNSUPPORTED');
});
