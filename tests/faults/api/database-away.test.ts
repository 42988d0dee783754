import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTcpGate, type TcpGate } from '../../support/tcp-gate.ts';
import { openTestApi, problemFrom, sendArticle, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

let gate: TcpGate;
let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({
    routeDatabase: async (databaseUrl) => {
      const url = new URL(databaseUrl);
      gate = await openTcpGate({ host: url.hostname, port: Number(url.port) });
      url.hostname = '127.0.0.1';
      url.port = String(gate.port);
      return url.href;
    },
  });
});
afterAll(async () => {
  await api.close();
});

const article = { text: 'قال الوزير إن الخطة جاهزة.' };

test('while the database is away every request is told so within about a second, and works again when it is back', async () => {
  const { id } = await sendArticle(api, article);
  await gate.shut();
  const requests = {
    send: () => api.post('/v1/documents', article),
    list: () => api.get('/v1/documents'),
    get: () => api.get(`/v1/documents/${id}`),
    segments: () => api.get(`/v1/documents/${id}/segments`),
    export: () => api.get(`/v1/documents/${id}/export?format=jsonl&partial=true`),
    delete: () => api.delete(`/v1/documents/${randomUUID()}`),
  };
  for (const [name, request] of Object.entries(requests)) {
    const began = performance.now();
    const response = await request();
    expect(performance.now() - began, name).toBeLessThan(2_500);
    expect(response.headers.get('retry-after'), name).toBe('5');
    expect(await problemFrom(response), name).toMatchObject({
      status: 503,
      code: 'STORE_UNAVAILABLE',
      retry: 'later',
    });
  }
  const notReady = await problemFrom(await api.get('/health/ready'));
  expect(notReady).toMatchObject({ code: 'NOT_READY', details: { parts: { store: { state: 'down' } } } });
  expect((await api.get('/health/live')).status).toBe(200);
  await gate.open();
  const back = await until(
    () => api.get(`/v1/documents/${id}`),
    (response) => response.status === 200,
    { withinMs: 10_000, label: 'the API finds the database again' },
  );
  expect(await back.json()).toMatchObject({ id, status: 'queued' });
});
