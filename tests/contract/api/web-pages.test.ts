import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loopbackAccess, openTestApi, problemFrom, type TestApi } from '../../support/test-api.ts';
import { makeWebBuild, type WebBuild } from '../../support/web-build.ts';

/*
 * The web interface as the server hands it out: which addresses are pages, what may be kept, and what is still the API's.
 */

let web: WebBuild;
let api: TestApi;
let page: string;
beforeAll(async () => {
  web = await makeWebBuild();
  page = await readFile(join(web.directory, 'index.html'), 'utf8');
  // Keys are asked for: the pages come without.
  api = await openTestApi({
    replace: () => ({ webDirectory: web.directory, access: { ...loopbackAccess, askForKeys: 'always' } }),
  });
});
afterAll(async () => {
  await api.close();
  await web.remove();
});

test.each([
  '/',
  '/?lang=ar',
  '/documents',
  '/documents/',
  '/documents/0198/segments',
  '/new',
  '/queue',
  '/models',
])('%s is a page, asked for anew each time', async (path) => {
  const response = await api.get(path);
  expect([response.status, await response.text()]).toEqual([200, page]);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe');
});

test('a page that has not changed is not sent again', async () => {
  const { etag = '' } = (await api.app.inject({ url: '/' })).headers;
  const again = await api.app.inject({ url: '/queue', headers: { 'if-none-match': etag } });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test('a script is kept for a year, and comes compressed to those who take it', async () => {
  const path = '/assets/main-1a2b3c.js';
  const compressed = await fetch(new URL(path, api.url), { headers: { 'accept-encoding': 'gzip' } });
  expect(compressed.headers.get('content-encoding')).toBe('gzip');
  expect(compressed.headers.get('vary')).toMatch(/accept-encoding/i);
  const plain = await fetch(new URL(path, api.url), { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe(await compressed.text());
  expect(plain.headers.get('content-type')).toMatch(/javascript; charset=utf-8$/);
  expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(plain.headers.get('x-content-type-options')).toBe('nosniff');
});

test.each(['/assets/', '/assets/gone.js', '/assets/..%2fsecret.txt', '/assets//etc/passwd'])(
  '%s leads nowhere, and says so to programs',
  async (path) => {
    const response = await api.app.inject({ url: path });
    expect([path, response.statusCode]).toEqual([path, 404]);
    expect(response.json()).toMatchObject({ code: 'ROUTE_UNKNOWN' });
    expect(response.headers['cache-control']).toBe('no-store');
  },
);

test.each(['/v1/nothing', '/secret.txt', '/index.html', '/queuex', '/health'])(
  '%s is no page',
  async (path) => {
    const response = await fetch(new URL(path, api.url), { headers: { accept: 'text/html' } });
    expect((await problemFrom(response)).code).toBe('KEY_MISSING');
  },
);

test('a page takes no other method', async () => {
  const { token } = await api.store.keys.create({
    name: 'web',
    role: 'reader',
    requestsPerMinute: null,
    bytesPerDay: null,
    expiresAt: null,
  });
  const response = await fetch(new URL('/queue', api.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect((await problemFrom(response)).code).toBe('ROUTE_UNKNOWN');
});

test('where the interface was not built, its addresses lead nowhere', async () => {
  const bare = await openTestApi();
  try {
    for (const path of ['/', '/queue', '/assets/main-1a2b3c.js'])
      expect((await problemFrom(await bare.get(path))).code).toBe('ROUTE_UNKNOWN');
  } finally {
    await bare.close();
  }
});
