import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '../../../core/limits.ts';
import { jsonOf, openTestApi, problemFrom, sendArticle, type TestApi } from '../../support/test-api.ts';

/*
 * Each kind of bad input gets its code and a sentence that says what to do, and leaves nothing behind.
 */

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
});

const arabic = 'أعلن الوزير اليوم عن خطة جديدة.';

interface BadInput {
  readonly what: string;
  readonly body: unknown;
  readonly status: number;
  readonly code: string;
  readonly says: RegExp;
}

const badInputs: readonly BadInput[] = [
  {
    what: 'an empty object',
    body: {},
    status: 400,
    code: 'REQUEST_INVALID',
    says: /send "text" or "paragraphs"/,
  },
  { what: 'null', body: null, status: 400, code: 'BODY_EMPTY', says: /no body/ },
  { what: 'a list', body: [arabic], status: 400, code: 'REQUEST_INVALID', says: /"body" must be an object/ },
  {
    what: 'a bare string',
    body: arabic,
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"body" must be an object/,
  },
  {
    what: 'text and paragraphs',
    body: { text: arabic, paragraphs: [arabic] },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /not both/,
  },
  {
    what: 'a number for text',
    body: { text: 7 },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"text" must be a string/,
  },
  {
    what: 'a number among the paragraphs',
    body: { paragraphs: [arabic, 7] },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"paragraphs\[1\]" must be a string/,
  },
  {
    what: 'text for paragraphs',
    body: { paragraphs: arabic },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"paragraphs" must be an array/,
  },
  {
    what: 'a number for the title',
    body: { text: arabic, title: 7 },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"title" must be a string or null/,
  },
  {
    what: 'a field nobody knows',
    body: { text: arabic, colour: 'red' },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"colour" is not a field/,
  },
  { what: 'empty text', body: { text: '' }, status: 422, code: 'TEXT_EMPTY', says: /empty/ },
  {
    what: 'text of white space',
    body: { text: ' \n\t\u00a0\r\n' },
    status: 422,
    code: 'TEXT_EMPTY',
    says: /empty/,
  },
  { what: 'no paragraphs', body: { paragraphs: [] }, status: 422, code: 'TEXT_EMPTY', says: /empty/ },
  {
    what: 'an empty paragraph',
    body: { paragraphs: [arabic, ''] },
    status: 422,
    code: 'PARAGRAPH_EMPTY',
    says: /"paragraphs\[1\]"/,
  },
  {
    what: 'a paragraph of white space',
    body: { paragraphs: [' \n ', arabic] },
    status: 422,
    code: 'PARAGRAPH_EMPTY',
    says: /"paragraphs\[0\]"/,
  },
  {
    what: 'English',
    body: { text: 'Nothing Arabic here.\n\nNor here.' },
    status: 422,
    code: 'TEXT_NOT_ARABIC',
    says: /Arabic/,
  },
  {
    what: 'digits and marks',
    body: { paragraphs: ['123', '…'] },
    status: 422,
    code: 'TEXT_NOT_ARABIC',
    says: /Arabic/,
  },
  {
    what: 'NUL',
    body: { text: `${arabic}\u0000` },
    status: 422,
    code: 'TEXT_CONTROL_CHARACTER',
    says: /"text".*U\+0000/,
  },
  {
    what: 'a control character in a paragraph',
    body: { paragraphs: [arabic, `${arabic}\u0008`] },
    status: 422,
    code: 'TEXT_CONTROL_CHARACTER',
    says: /"paragraphs\[1\]".*U\+0008/,
  },
  {
    what: 'a control character in the title',
    body: { text: arabic, title: 'a\u001bb' },
    status: 422,
    code: 'TEXT_CONTROL_CHARACTER',
    says: /"title".*U\+001B/,
  },
  {
    what: 'half a surrogate pair',
    body: { text: `${arabic}\ud800` },
    status: 422,
    code: 'TEXT_BROKEN_UNICODE',
    says: /"text".*lone surrogate/,
  },
  {
    what: 'half a surrogate pair in the title',
    body: { text: arabic, title: '\udc00' },
    status: 422,
    code: 'TEXT_BROKEN_UNICODE',
    says: /"title"/,
  },
  {
    what: 'a paragraph of 5 MB',
    body: { text: 'سلام '.repeat(580_000) },
    status: 413,
    code: 'PARAGRAPH_TOO_LONG',
    says: /2899999 characters; the limit is 50000/,
  },
  {
    what: 'a paragraph one character too long',
    body: { paragraphs: ['س'.repeat(limits.paragraphChars + 1)] },
    status: 413,
    code: 'PARAGRAPH_TOO_LONG',
    says: /50001/,
  },
  {
    what: '20,000 paragraphs',
    body: { paragraphs: Array.from({ length: 20_000 }, () => arabic) },
    status: 413,
    code: 'PARAGRAPHS_TOO_MANY',
    says: /20000 paragraphs; the limit is 10000/,
  },
  {
    what: '20,000 paragraphs of text',
    body: { text: `${arabic}\n\n`.repeat(20_000) },
    status: 413,
    code: 'PARAGRAPHS_TOO_MANY',
    says: /20000/,
  },
  {
    what: 'a title that is too long',
    body: { text: arabic, title: 'ع'.repeat(1_001) },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"title" has 1001 characters; the limit is 1000/,
  },
  {
    what: 'a title of two lines',
    body: { text: arabic, title: 'a\nb' },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"title" must be one line/,
  },
  {
    what: 'a blank title',
    body: { text: arabic, title: ' ' },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"title" is blank/,
  },
  {
    what: 'a collection that is too long',
    body: { text: arabic, collection: 'a'.repeat(201) },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"collection" has 201/,
  },
  {
    what: 'a script for an address',
    body: { text: arabic, sourceUrl: 'javascript:alert(1)' },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"sourceUrl" must be an address/,
  },
  {
    what: 'a file for an address',
    body: { text: arabic, sourceUrl: 'file:///etc/passwd' },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"sourceUrl"/,
  },
  {
    what: 'no address',
    body: { text: arabic, sourceUrl: 'example' },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"sourceUrl"/,
  },
  {
    what: 'a date in words',
    body: { text: arabic, publishedAt: 'yesterday' },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"publishedAt" must be a date/,
  },
  {
    what: 'a date that does not exist',
    body: { text: arabic, publishedAt: '2026-02-30' },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"publishedAt"/,
  },
  {
    what: 'a time without its zone',
    body: { text: arabic, publishedAt: '2026-02-03T10:00:00' },
    status: 400,
    code: 'REQUEST_INVALID',
    says: /"publishedAt"/,
  },
];

test.each(badInputs)(
  '$what is refused with $code and leaves nothing behind',
  async ({ body, status, code, says }) => {
    const response = await api.post('/v1/documents', body);
    const problem = await problemFrom(response);
    expect({ status: response.status, code: problem.code, retry: problem.retry }).toEqual({
      status,
      code,
      retry: 'never',
    });
    expect(problem.detail).toMatch(says);
    expect(await storedDocuments()).toBe(0);
  },
);

test('several wrong fields are all named at once', async () => {
  const problem = await problemFrom(await api.post('/v1/documents', { text: 1, title: 2, foo: 3 }));
  expect(problem.details['problems']).toEqual([
    { field: 'text', problem: 'must be a string' },
    { field: 'title', problem: 'must be a string or null' },
    { field: 'foo', problem: 'is not a field of this request' },
  ]);
});

test('what was refused is neither in the answer nor in the log', async () => {
  const secret = 'كلمة سرية جدا';
  const refusals = [
    await api.post('/v1/documents', { text: `${secret}\u0000` }),
    await api.post('/v1/documents', { paragraphs: [secret, 7] }),
    await api.postBytes('/v1/documents', `{"text":"${secret}`),
  ];
  for (const response of refusals) expect(await response.text()).not.toContain('سرية');
  expect(JSON.stringify(api.log)).not.toContain('سرية');
});

// Last: it is the one that stores something.
test('a byte order mark, a caption in English and a mark of direction are no reason to refuse an article', async () => {
  const text = `\u200f${arabic}\n\nPhoto: Reuters`;
  const response = await api.postBytes('/v1/documents', `\ufeff${JSON.stringify({ text, title: null })}`);
  expect(response.status).toBe(202);
  expect(await sendArticle(api, { paragraphs: [`${arabic}\nسطر ثان`, 'Photo: Reuters'] })).toMatchObject({
    paragraphs: { total: 2, queued: 2 },
  });
});

async function storedDocuments(): Promise<number> {
  const page = await jsonOf<{ readonly items: readonly unknown[] }>(await api.get('/v1/documents'));
  return page.items.length;
}
