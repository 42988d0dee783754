import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, problemFrom, type TestApi } from '../../support/test-api.ts';

const fault = new Error('connect ECONNREFUSED db.internal:5432 password=hunter2');

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({
    replace: ({ documents }) => ({ documents: { ...documents, list: () => Promise.reject(fault) } }),
  });
});
afterAll(async () => {
  await api.close();
});

test('what goes wrong inside is told to the log, not to the client', async () => {
  const response = await api.get('/v1/documents');
  const problem = await problemFrom(response);
  expect(problem).toEqual({
    type: 'urn:muwazi:problem:internal',
    title: 'Internal',
    status: 500,
    detail: 'Something went wrong on our side. The log has the details.',
    instance: `urn:uuid:${response.headers.get('x-request-id')}`,
    code: 'INTERNAL',
    retry: 'later',
    details: {},
  });
  expect(api.log).toContainEqual({
    level: 'error',
    message: 'request failed',
    requestId: response.headers.get('x-request-id'),
    method: 'GET',
    route: '/v1/documents',
    err: fault,
  });
});
