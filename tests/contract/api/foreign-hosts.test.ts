import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loopbackAccess, openTestApi, type TestApi } from '../../support/test-api.ts';

let api: TestApi;
let open: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  open = await openTestApi({
    replace: () => ({ access: { ...loopbackAccess, hosts: new Set(['muwazi.example.org']) } }),
  });
});
afterAll(async () => {
  await Promise.all([api.close(), open.close()]);
});

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
}

/** `fetch` does not let anybody choose `Host`. */
function ask(
  to: TestApi,
  method: string,
  headers: Readonly<Record<string, string>>,
  path = '/v1/documents',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, to.url), { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const { code } = (text === '' ? {} : JSON.parse(text)) as { readonly code?: string };
        resolve({ status: answer.statusCode ?? 0, code });
      });
    });
    sent.on('error', reject).end();
  });
}

describe('a page that let its own name point to this machine reads nothing', () => {
  test.each([
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '0.0.0.0',
    '10.0.0.1:80',
    '[::2]',
    'a b',
    '-',
    '@127.0.0.1',
    '127.0.0.1@evil.example',
  ])('with the Host %s', async (host) => {
    expect(await ask(api, 'GET', { host })).toEqual({ status: 421, code: 'HOST_REFUSED' });
    expect(await ask(api, 'GET', { host }, '/health/live')).toEqual({ status: 421, code: 'HOST_REFUSED' });
  });
});

test.each([
  '127.0.0.1',
  '127.0.0.1:9',
  'localhost:3000',
  'LocalHost',
  '[::1]:3000',
  'muwazi.localhost',
  '127.1',
])('this machine may call the server %s', async (host) => {
  expect((await ask(api, 'GET', { host })).status).toBe(200);
});

test('a server behind a proxy answers to the name it was given, and to no other', async () => {
  expect((await ask(open, 'GET', { host: 'Muwazi.Example.Org' })).status).toBe(200);
  expect((await ask(open, 'GET', { host: 'other.example.org' })).code).toBe('HOST_REFUSED');
});

test('a page of another origin changes nothing, and gets no leave to read', async () => {
  const foreign = { origin: 'https://evil.example', 'content-type': 'application/json' };
  for (const method of ['POST', 'DELETE', 'PUT', 'PATCH'])
    expect(await ask(api, method, foreign)).toEqual({ status: 403, code: 'ORIGIN_REFUSED' });
  expect((await ask(api, 'POST', { origin: 'null' })).code).toBe('ORIGIN_REFUSED');
  // The preflight of a browser: no access-control-* header comes back.
  const preflight = await fetch(new URL('/v1/documents', api.url), {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  expect(preflight.ok).toBe(false);
  expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

test('our own pages may change things, also behind a proxy that has changed Host', async () => {
  const { host } = new URL(api.url);
  expect(
    (await ask(api, 'POST', { origin: `http://${host}`, 'content-type': 'application/json' })).code,
  ).toBe('BODY_EMPTY');
  const proxied = { origin: 'https://muwazi.example.org', 'content-type': 'application/json' };
  expect((await ask(open, 'POST', proxied)).code).toBe('BODY_EMPTY');
});
