import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '../../../core/limits.ts';
import { jsonOf, openTestApi, problemFrom, type TestApi } from '../../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
});

interface BadBytes {
  readonly what: string;
  readonly bytes: Uint8Array | string;
  readonly contentType?: string;
  readonly status: number;
  readonly code: string;
}

const badBytes: readonly BadBytes[] = [
  { what: 'no body', bytes: '', status: 400, code: 'BODY_EMPTY' },
  { what: 'a byte order mark alone', bytes: '\ufeff', status: 400, code: 'BODY_NOT_JSON' },
  { what: 'half of a JSON text', bytes: '{"text": "', status: 400, code: 'BODY_NOT_JSON' },
  {
    what: 'Windows-1256',
    bytes: Buffer.from([...Buffer.from('{"text":"'), 0xc7, 0xe1, 0xda, ...Buffer.from('"}')]),
    status: 400,
    code: 'BODY_NOT_UTF8',
  },
  {
    what: 'UTF-16',
    bytes: Buffer.from(JSON.stringify({ text: 'نص' }), 'utf16le'),
    status: 400,
    code: 'BODY_NOT_JSON',
  },
  {
    what: 'a surrogate encoded as UTF-8',
    bytes: Buffer.from([...Buffer.from('{"text":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')]),
    status: 400,
    code: 'BODY_NOT_UTF8',
  },
  {
    what: 'an overlong NUL',
    bytes: Buffer.from([...Buffer.from('{"text":"'), 0xc0, 0x80, ...Buffer.from('"}')]),
    status: 400,
    code: 'BODY_NOT_UTF8',
  },
  {
    what: 'NUL written as an escape',
    bytes: '{"text":"\\u0000 سلام"}',
    status: 422,
    code: 'TEXT_CONTROL_CHARACTER',
  },
  {
    what: 'half a pair written as an escape',
    bytes: '{"text":"\\ud800 سلام"}',
    status: 422,
    code: 'TEXT_BROKEN_UNICODE',
  },
  {
    what: 'a key that reaches for the prototype',
    bytes: '{"text":"سلام","__proto__":{"admin":true}}',
    status: 400,
    code: 'REQUEST_INVALID',
  },
  {
    what: 'a constructor with a prototype',
    bytes: '{"text":"سلام","constructor":{"prototype":{"admin":true}}}',
    status: 400,
    code: 'REQUEST_INVALID',
  },
  { what: 'a hundred thousand brackets', bytes: '['.repeat(100_000), status: 400, code: 'BODY_NOT_JSON' },
  {
    what: 'plain text',
    bytes: 'سلام',
    contentType: 'text/plain',
    status: 415,
    code: 'MEDIA_TYPE_UNSUPPORTED',
  },
  {
    what: 'a form',
    bytes: 'text=x',
    contentType: 'application/x-www-form-urlencoded',
    status: 415,
    code: 'MEDIA_TYPE_UNSUPPORTED',
  },
  {
    what: 'a content type that is none',
    bytes: '{}',
    contentType: 'json',
    status: 415,
    code: 'MEDIA_TYPE_UNSUPPORTED',
  },
  {
    what: 'a body over the limit',
    bytes: Buffer.alloc(limits.bodyBytes + 1, 0x20),
    status: 413,
    code: 'BODY_TOO_LARGE',
  },
];

test.each(badBytes)(
  '$what is refused with $code and leaves nothing behind',
  async ({ bytes, contentType, status, code }) => {
    const response = await api.postBytes('/v1/documents', bytes, contentType);
    const problem = await problemFrom(response);
    expect({ status: response.status, code: problem.code }).toEqual({ status, code });
    expect(await storedDocuments()).toBe(0);
  },
);

test('a body without a content type is refused as one', async () => {
  const response = await fetch(new URL('/v1/documents', api.url), { method: 'POST', body: new Blob(['{}']) });
  expect((await problemFrom(response)).code).toBe('MEDIA_TYPE_UNSUPPORTED');
});

async function storedDocuments(): Promise<number> {
  const page = await jsonOf<{ readonly items: readonly unknown[] }>(await api.get('/v1/documents'));
  return page.items.length;
}
