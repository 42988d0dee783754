import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../../core/limits.ts';
import { inUtf16, inWindows1256, newsPage, wordDocument, zipBomb } from '../../support/sample-files.ts';
import { jsonOf, loopbackAccess, openTestApi, problemFrom, type TestApi } from '../../support/test-api.ts';

let api: TestApi;
let guarded: TestApi;
let token: string;
beforeAll(async () => {
  api = await openTestApi();
  guarded = await openTestApi({ replace: () => ({ access: { ...loopbackAccess, askForKeys: 'always' } }) });
  const key = { name: 'test', requestsPerMinute: null, bytesPerDay: null, expiresAt: null } as const;
  token = (await guarded.store.keys.create({ ...key, role: 'submitter' })).token;
});
afterAll(async () => {
  await api.close();
  await guarded.close();
});

interface Line {
  readonly file?: number;
  readonly name?: string;
  readonly line?: number;
  readonly status?: number;
  readonly id?: string;
  readonly problem?: { readonly code: string };
  readonly accepted?: number;
  readonly refused?: number;
  readonly complete?: boolean;
}

/** A field, or a file with its name. */
type Part = readonly [string, string] | readonly ['file', string, string | Uint8Array];

function formOf(parts: readonly Part[]): FormData {
  const form = new FormData();
  for (const [field, value, content] of parts) {
    if (content === undefined) form.append(field, value);
    else form.append(field, new Blob([content]), value);
  }
  return form;
}

function post(
  parts: readonly Part[],
  {
    headers = {},
    to = api,
  }: { readonly headers?: Readonly<Record<string, string>>; readonly to?: TestApi } = {},
): Promise<Response> {
  const body = formOf(parts);
  return fetch(new URL('/v1/documents:upload', to.url), { method: 'POST', headers, body });
}

async function linesFrom(response: Response): Promise<readonly Line[]> {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
  return (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

const upload = async (parts: readonly Part[], headers = {}): Promise<readonly Line[]> =>
  linesFrom(await post(parts, { headers }));

const told = (lines: readonly Line[]): readonly unknown[] =>
  lines.slice(0, -1).map(({ file, line, status, problem }) => [file, line, problem?.code ?? status]);

const news = 'قال الوزير في مؤتمر صحفي إن الاقتصاد نما بنسبة كبيرة خلال العام الماضي. '.repeat(5).trim();

test('each kind of file becomes a document with its paragraphs and its title', async () => {
  const lines = await upload([
    ['collection', 'يومية'],
    ['file', 'نص عادي.txt', 'فقرة أولى.\n\nفقرة ثانية.\n\nثالثة.'],
    ['file', 'utf16.txt', inUtf16('خبر.', 'little')],
    ['file', 'قديم.txt', inWindows1256('خبر من الأرشيف.')],
    ['file', 'page.html', newsPage({ head: '<title>عنوان</title>', paragraphs: [news, news] })],
    ['file', 'تقرير.docx', await wordDocument(['فقرة.', 'فقرة أخرى.'])],
    [
      'file',
      'many.jsonl',
      `${JSON.stringify({ text: 'خبر.' })}\n\n{"text":\n${JSON.stringify({ text: 'خبر.', collection: 'أخرى' })}`,
    ],
  ]);
  expect(told(lines)).toEqual([
    [1, undefined, 202],
    [2, undefined, 202],
    [3, undefined, 202],
    [4, undefined, 202],
    [5, undefined, 202],
    [6, 1, 202],
    [6, 3, 'BODY_NOT_JSON'],
    [6, 4, 202],
  ]);
  expect(lines.at(-1)).toEqual({ accepted: 7, refused: 1, complete: true });
  const documents = await Promise.all(
    lines.flatMap(({ id }) => (id === undefined ? [] : [api.get(`/v1/documents/${id}`)])),
  );
  const seen = await Promise.all(
    documents.map((response) =>
      jsonOf<{ title: string; collection: string; priority: string; paragraphs: { total: number } }>(
        response,
      ),
    ),
  );
  expect(
    seen.map(({ title, collection, priority, paragraphs }) => [
      title,
      collection,
      priority,
      paragraphs.total,
    ]),
  ).toEqual([
    ['نص عادي', 'يومية', 'normal', 3],
    ['utf16', 'يومية', 'normal', 1],
    ['قديم', 'يومية', 'normal', 1],
    ['عنوان', 'يومية', 'normal', 3],
    ['تقرير', 'يومية', 'normal', expect.any(Number)],
    [null, 'يومية', 'bulk', 1],
    [null, 'أخرى', 'bulk', 1],
  ]);
});

test('fields are about the files that come after them, and the last word counts', async () => {
  const lines = await upload([
    ['title', 'أول'],
    ['memory', 'false'],
    ['file', 'a.txt', 'خبر.'],
    ['title', 'ثان'],
    ['charset', 'windows-1256'],
    ['file', 'b.txt', inWindows1256('été خبر')],
  ]);
  // Nobody would find the encoding of the second by its letters.
  expect(told(lines)).toEqual([
    [1, undefined, 202],
    [2, undefined, 202],
  ]);
  const titles = await Promise.all(
    lines
      .slice(0, 2)
      .map(async ({ id }) => (await jsonOf<{ title: string }>(await api.get(`/v1/documents/${id}`))).title),
  );
  expect(titles).toEqual(['أول', 'ثان']);
});

test('files that are refused do not hold up the others, and each hears one reason', async () => {
  const lines = await upload([
    ['file', 'empty.txt', ''],
    ['file', 'english.txt', 'English only.'],
    ['file', 'a.pdf', '%PDF'],
    ['file', 'picture.txt', Buffer.from([0x89, 0x50, 0, 1])],
    ['file', 'bomb.docx', zipBomb(100 * 1024 * 1024)],
    ['file', 'deep.html', Buffer.alloc(4 * 1024 * 1024, '<div>')],
    ['file', 'word.docx', 'نص'],
    ['file', 'large.txt', Buffer.alloc(limits.fileBytes + 1, 'x')],
    ['file', 'empty.jsonl', '\n\n'],
    ['file', 'huge.jsonl', Buffer.alloc(limits.batchLineBytes + 100, 'x')],
  ]);
  expect(told(lines)).toEqual([
    [1, undefined, 'FILE_EMPTY'],
    [2, undefined, 'TEXT_NOT_ARABIC'],
    [3, undefined, 'FILE_KIND_UNKNOWN'],
    [4, undefined, 'FILE_NOT_TEXT'],
    [5, undefined, 'FILE_TOO_COMPLEX'],
    [6, undefined, 'FILE_TOO_COMPLEX'],
    [7, undefined, 'FILE_BROKEN'],
    [8, undefined, 'FILE_TOO_LARGE'],
    [9, undefined, 'FILE_EMPTY'],
    [10, 1, 'BODY_TOO_LARGE'],
  ]);
  const after = await upload([
    ['file', 'large.txt', Buffer.alloc(limits.fileBytes + 1, 'x')],
    ['file', 'good.txt', 'خبر.'],
  ]);
  expect(told(after)).toEqual([
    [1, undefined, 'FILE_TOO_LARGE'],
    [2, undefined, 202],
  ]);
});

describe('an upload that is none is refused whole', () => {
  test.each([
    ['without files', [['title', 'أ']] as Part[], 'REQUEST_INVALID'],
    ['without anything', [] as Part[], 'REQUEST_INVALID'],
  ])('%s', async (_, parts, code) => {
    expect((await problemFrom(await post(parts))).code).toBe(code);
  });

  test.each([
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nنص',
      400,
      'REQUEST_INVALID',
    ],
    ['multipart/form-data', 'x', 400, 'REQUEST_INVALID'],
    ['multipart/form-data; boundary=x', '', 400, 'REQUEST_INVALID'],
    ['text/plain', 'x', 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['application/json', '{}', 415, 'MEDIA_TYPE_UNSUPPORTED'],
  ])('%s with %j', async (type, body, status, code) => {
    const response = await api.postBytes('/v1/documents:upload', body, type);
    const found =
      response.status === 200 ? (await linesFrom(response))[0]?.problem : await problemFrom(response);
    expect([found?.code, response.status === 200 ? 400 : response.status]).toEqual([code, status]);
  });

  test('by a page of another site', async () => {
    const response = await post([['file', 'a.txt', 'خبر.']], { headers: { origin: 'https://example.org' } });
    expect((await problemFrom(response)).code).toBe('ORIGIN_REFUSED');
  });
});

test.each([
  ['an unknown field', ['colour', 'red'] as const, /"colour" is not a field/],
  ['a text as a field', ['text', 'نص'] as const, /"text" is not a field/],
  ['a wrong priority', ['priority', 'first'] as const, /"priority" must be one of/],
  ['a wrong truth', ['memory', 'no'] as const, /"memory" must be a boolean/],
])('%s is refused with its name', async (_, field, says) => {
  const lines = await upload([field, ['file', 'a.txt', 'خبر.']]);
  expect(lines[0]).toMatchObject({
    status: 400,
    problem: { code: 'REQUEST_INVALID', detail: expect.stringMatching(says) as string },
  });
});

test('a field after the last file is noticed', async () => {
  const lines = await upload([
    ['file', 'a.txt', 'خبر.'],
    ['title', 'بعد'],
  ]);
  expect(told(lines)).toEqual([
    [1, undefined, 202],
    [1, undefined, 'REQUEST_INVALID'],
  ]);
  expect(lines.at(-1)).toMatchObject({ complete: false });
});

test('more files than an upload may have end it', async () => {
  const files = Array.from({ length: limits.uploadFiles + 3 }, (_, n): Part => ['file', `${n}.txt`, 'خبر.']);
  const lines = await upload(files);
  expect(told(lines).at(-1)).toEqual([limits.uploadFiles, undefined, 'FILES_TOO_MANY']);
  expect(lines.at(-1)).toEqual({ accepted: limits.uploadFiles, refused: 1, complete: false });
});

test('an upload that is sent again under its key makes no article twice', async () => {
  const parts: Part[] = [
    ['collection', randomUUID()],
    ['file', 'a.txt', 'خبر.'],
    ['file', 'b.jsonl', `${JSON.stringify({ text: 'خبر.' })}\n${JSON.stringify({ text: 'خبر.' })}`],
  ];
  const headers = { 'idempotency-key': randomUUID() };
  const [first, second] = [await upload(parts, headers), await upload(parts, headers)];
  expect(second).toEqual(first);
  expect(new Set(first.flatMap(({ id }) => id ?? [])).size).toBe(3);
});

test('with a key, large bodies of every kind arrive whole and are counted', async () => {
  const headers = { authorization: `Bearer ${token}` };
  const text = `${news}\n\n`.repeat(3_000);
  const large = Buffer.from(text);
  const lines = await linesFrom(await post([['file', 'large.txt', large]], { headers, to: guarded }));
  expect(told(lines)).toEqual([[1, undefined, 202]]);
  const article = JSON.stringify({ text: `${news}\n\n`.repeat(500) });
  const batch = await fetch(new URL('/v1/documents:batch', guarded.url), {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-ndjson' },
    body: `${article}\n`.repeat(4),
  });
  expect((await linesFrom(batch)).at(-1)).toMatchObject({ accepted: 4 });
});
