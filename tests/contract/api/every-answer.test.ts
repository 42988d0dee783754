import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, problemFrom, sendArticle, type TestApi } from '../../support/test-api.ts';

/*
 * What is true of every answer: its headers, its form when something is refused, and what the log says of it.
 */

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
});

test('an unknown address is refused as a problem document with all its members', async () => {
  const response = await api.get('/v2/documents?secret=1');
  expect(response.status).toBe(404);
  expect(await problemFrom(response)).toEqual({
    type: 'urn:muwazi:problem:route-unknown',
    title: 'Route unknown',
    status: 404,
    detail: 'There is no GET /v2/documents.',
    instance: `urn:uuid:${response.headers.get('x-request-id')}`,
    code: 'ROUTE_UNKNOWN',
    retry: 'never',
    details: {},
  });
});

test.each([
  { method: 'PUT', path: '/v1/documents' },
  { method: 'PATCH', path: `/v1/documents/${randomUUID()}` },
  { method: 'POST', path: '/health/live' },
  { method: 'OPTIONS', path: '/v1/documents' },
])('$method $path, which nobody wrote, is an unknown address', async ({ method, path }) => {
  const response = await fetch(new URL(path, api.url), { method });
  expect((await problemFrom(response)).code).toBe('ROUTE_UNKNOWN');
});

test.each(['not-a-uuid', '1', '%00', '..%2f..%2fetc', 'x'.repeat(90), randomUUID()])(
  'no document has the id %j',
  async (id) => {
    for (const path of [
      `/v1/documents/${id}`,
      `/v1/documents/${id}/segments`,
      `/v1/documents/${id}/export?format=tmx`,
    ]) {
      const response = await api.get(path);
      expect(response.status).toBe(404);
      expect((await problemFrom(response)).code).toBe('DOCUMENT_UNKNOWN');
    }
    expect((await problemFrom(await api.delete(`/v1/documents/${id}`))).code).toBe('DOCUMENT_UNKNOWN');
  },
);

test('an address that is not valid percent-encoding is refused', async () => {
  expect((await problemFrom(await api.get('/v1/documents/%E0%A4'))).code).toBe('REQUEST_INVALID');
});

test('an id that is longer than any is an unknown address', async () => {
  expect((await problemFrom(await api.get(`/v1/documents/${'x'.repeat(5_000)}`))).status).toBe(404);
});

test.each([
  { path: '/v1/documents?limit=0', says: /"limit" must be at least 1/ },
  { path: '/v1/documents?limit=501', says: /"limit" must be at most 500/ },
  { path: '/v1/documents?limit=1.5', says: /"limit" must be an integer/ },
  { path: '/v1/documents?limit=', says: /"limit" must be an integer/ },
  { path: '/v1/documents?limit=5&limit=6', says: /"limit" must be an integer/ },
  {
    path: '/v1/documents?status=lost',
    says: /"status" must be one of: queued, running, paused, done, failed, cancelled/,
  },
  { path: '/v1/documents?collection=a%00b', says: /"collection" holds the control character U\+0000/ },
  { path: '/v1/documents?page=2', says: /"page" is not a field/ },
  { path: '/health/live?verbose=1', says: /"verbose" is not a field/ },
])('$path says what is wrong with the query', async ({ path, says }) => {
  const problem = await problemFrom(await api.get(path));
  expect(problem.code).toBe('REQUEST_INVALID');
  expect(problem.detail).toMatch(says);
});

test('what is not HTTP is refused in the same form', async () => {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.end('سلام\r\n\r\n');
  const answer = await readText(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('content-type: application/problem+json');
  expect(answer).toContain('"code":"REQUEST_INVALID"');
});

test('a client may say that its empty DELETE is JSON', async () => {
  const { id } = await sendArticle(api, { text: 'سلام عليكم ورحمة الله.' });
  const response = await fetch(new URL(`/v1/documents/${id}`, api.url), {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(204);
});

test.each(['/health/live', '/v1/documents', '/v1/documents/nobody', '/nowhere'])(
  'the answer to %s can be neither guessed, framed, run nor kept',
  async (path) => {
    const { headers } = await api.get(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  },
);

test('the log has one line a request: the route, not the address, and nothing of the body', async () => {
  const response = await api.post('/v1/documents?token=hidden', { text: 'نص لا يراه أحد', title: 'hidden' });
  const requestId = response.headers.get('x-request-id');
  expect(api.log.filter((line) => line['requestId'] === requestId)).toEqual([
    {
      level: 'info',
      message: 'request',
      requestId,
      method: 'POST',
      route: '/v1/documents',
      status: 400,
      durationMs: expect.any(Number) as number,
      complete: true,
    },
  ]);
  expect(JSON.stringify(api.log)).not.toContain('hidden');
});
