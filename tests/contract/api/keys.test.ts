import { randomUUID } from 'node:crypto';
import { Translate } from 'translate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireKeys } from '../../../api/auth/require-keys.ts';
import { accessOf, routeAccess } from '../../../api/auth/route-access.ts';
import { appError } from '../../../core/app-error.ts';
import { roles, type Role } from '../../../core/role.ts';
import type { NewKey } from '../../../store/key-store.ts';
import { registeredRoutes } from '../../support/registered-routes.ts';
import { jsonOf, loopbackAccess, openTestApi, problemFrom, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';
import { makeWebBuild, type WebBuild } from '../../support/web-build.ts';

const watched = [
  'GET /health/live',
  'GET /health/ready',
  'GET /v1/session',
  'POST /v1/session',
  'DELETE /v1/session',
  'GET /openapi.json',
  'GET /libretranslate/health',
  'GET /libretranslate/languages',
  'GET /libretranslate/frontend/settings',
  'GET /docs',
  'GET /docs/',
  'GET /docs/static/*',
  'GET /docs/json',
  'GET /docs/yaml',
  'GET /docs/static/index.html',
  'GET /docs/static/swagger-initializer.js',
  'GET /',
  'GET /assets/*',
  ...['documents', 'new', 'queue', 'models'].flatMap((page) => [`GET /${page}`, `GET /${page}/*`]),
];

let api: TestApi;
let web: WebBuild;
let tokens: Readonly<Record<Role, string>>;
beforeAll(async () => {
  web = await makeWebBuild();
  api = await openTestApi({
    replace: () => ({
      access: { ...loopbackAccess, askForKeys: 'always', requestsPerMinute: 100_000 },
      webDirectory: web.directory,
    }),
  });
  const [reader, submitter, admin] = await Promise.all(roles.map((role) => issue({ role })));
  tokens = { reader: reader!, submitter: submitter!, admin: admin! };
});
afterAll(async () => {
  await api.close();
  await web.remove();
});

async function issue(key: Partial<NewKey>): Promise<string> {
  const plain = {
    name: 'test',
    role: 'admin',
    requestsPerMinute: null,
    bytesPerDay: null,
    expiresAt: null,
  } as const;
  return (await api.store.keys.create({ ...plain, ...key })).token;
}

function ask(method: string, path: string, token?: string, body?: string): Promise<Response> {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  return fetch(new URL(path, api.url), { method, headers, ...(body === undefined ? {} : { body }) });
}

/** What a refusal says; protocols that are not ours say it in a form of their own. */
async function sentenceOf(response: Response): Promise<string | undefined> {
  const { detail, error } = await jsonOf<{ readonly detail?: string; readonly error?: string }>(response);
  return detail ?? error;
}

describe("LibreTranslate's clients", () => {
  const path = '/libretranslate/detect';
  const jsonWith = (key: unknown): string => JSON.stringify({ q: 'قال', api_key: key });

  test('send their key in the body, as JSON or as a form, or in the query', async () => {
    expect((await ask('POST', path, undefined, jsonWith(tokens.reader))).status).toBe(200);
    expect((await ask('POST', `${path}?api_key=${tokens.reader}`, undefined, jsonWith(''))).status).toBe(200);
    const form = new URLSearchParams({ q: 'قال', api_key: tokens.reader });
    expect((await fetch(new URL(path, api.url), { method: 'POST', body: form })).status).toBe(200);
  });

  test.each([
    ['none', undefined, 'KEY_MISSING'],
    ['an empty one', '', 'KEY_MISSING'],
    ['a wrong one', 'muwazi_x', 'KEY_INVALID'],
    ['what is no text', { $ne: '' }, 'KEY_INVALID'],
  ] as const)('are refused with %s', async (_what, key, code) => {
    const answer = await ask('POST', path, undefined, jsonWith(key));
    expect(answer.status).toBe(401);
    expect(await sentenceOf(answer)).toBe(appError(code, []).message);
  });

  test('get no more by it than the key allows', async () => {
    const ofReader = await ask('POST', '/libretranslate/translate', undefined, jsonWith(tokens.reader));
    expect(ofReader.status).toBe(403);
    // A header is believed first.
    expect((await ask('POST', path, `${tokens.reader}x`, jsonWith(tokens.reader))).status).toBe(401);
    const hasty = await issue({ role: 'reader', requestsPerMinute: 1 });
    const thrifty = await issue({ role: 'reader', bytesPerDay: 20 });
    for (const token of [hasty, thrifty]) {
      expect((await ask('POST', path, undefined, jsonWith(token))).status).toBe(200);
      const refused = await ask('POST', path, undefined, jsonWith(token));
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const large = await ask('POST', path, undefined, JSON.stringify({ q: 'x'.repeat(2 ** 21) }));
    expect([large.status, await sentenceOf(large)]).toEqual([413, expect.stringContaining('2097152')]);
  });

  test('written by others work with a key', async () => {
    const options = { engine: 'libre', from: 'ar', to: 'en', cache: 1 } as const;
    const address = { url: `${api.url}/libretranslate/translate` };
    const translate = Translate({ ...options, ...address, key: tokens.submitter });
    // Without Arabic it needs no worker.
    expect(await translate('Hello')).toBe('Hello');
    // It remembers what it has translated, whoever asked.
    await expect(Translate({ ...options, ...address })('Hello again')).rejects.toThrow('asks for a key');
  });

  test('alone may do so, and their keys are not logged', async () => {
    expect((await ask('GET', `/v1/documents?api_key=${tokens.reader}`)).status).toBe(401);
    const body = JSON.stringify({ text: 'قال', api_key: tokens.submitter });
    expect((await ask('POST', '/v1/documents', undefined, body)).status).toBe(401);
    expect(JSON.stringify(api.log)).not.toContain(tokens.reader.slice(-43));
    expect(JSON.stringify(api.log)).not.toContain(tokens.submitter.slice(-43));
  });
});

test('two clients that choose the same Idempotency-Key do not learn of each other', async () => {
  const [one, other] = await Promise.all([issue({ role: 'submitter' }), issue({ role: 'submitter' })]);
  const send = (token: string, text: string): Promise<Response> =>
    fetch(new URL('/v1/documents', api.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'import-1',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ text }),
    });
  const first = await send(one, 'خبر من هنا.');
  const second = await send(other, 'خبر من هناك.');
  expect([first.status, second.status]).toEqual([202, 202]);
  const again = await jsonOf<{ id: string }>(await send(one, 'خبر من هنا.'));
  expect(again.id).toBe((await jsonOf<{ id: string }>(first)).id);
});

describe('every route', () => {
  test('has its least role in the table, and the table names no route that is not there', () => {
    const registered = registeredRoutes(api.app);
    // bull-board brings its own, which change with its versions: they stand in no table, and so are for admins.
    const isOfBoard = ({ url }: { readonly url: string }) => url.startsWith('/queues');
    const board = registered.filter(isOfBoard);
    expect([...new Set(board.map(({ method, url }) => accessOf(method, url)))]).toEqual(['admin']);
    const routes = registered.filter((one) => !isOfBoard(one)).map(({ method, url }) => `${method} ${url}`);
    expect(routes.length).toBeGreaterThan(7);
    // Fastify tells of the first of the two addresses that a plugin's own page has.
    expect([...routes, 'GET /docs/'].toSorted()).toEqual(Object.keys(routeAccess).toSorted());
  });

  test('that asks for no key is one of a known few', () => {
    const open = Object.keys(routeAccess).filter((route) => routeAccess[route] === 'anyone');
    expect(open.filter((route) => !watched.includes(route))).toEqual([]);
  });

  test('is closed without a key, with a wrong one and with too low a role', async () => {
    for (const { method, url } of registeredRoutes(api.app)) {
      const least = accessOf(method, url);
      if (least === 'anyone') continue;
      const path = url
        .replaceAll(/(?<=\/):\w+/g, randomUUID())
        .replaceAll('::', ':')
        .replaceAll('*', 'x');
      const without = await ask(method, path);
      expect([method, url, without.status]).toEqual([method, url, 401]);
      expect(without.headers.get('www-authenticate')).toBe('Bearer realm="muwazi"');
      expect(await sentenceOf(without)).toBe(appError('KEY_MISSING', []).message);
      for (const role of roles.slice(0, roles.indexOf(least))) {
        const refusal = await sentenceOf(await ask(method, path, tokens[role]));
        expect([method, url, refusal]).toEqual([
          method,
          url,
          appError('KEY_FORBIDDEN', [role, least]).message,
        ]);
      }
      const enough = await ask(method, path, tokens[least]);
      expect([401, 403, 500]).not.toContain(enough.status);
      await enough.body?.cancel();
    }
  });

  test('that asks for no key is reached without one, files of the reference included', async () => {
    for (const path of ['/docs', '/docs/', '/docs/static/swagger-ui.css', '/', '/queue'])
      expect([path, (await ask('GET', path)).status]).toEqual([path, 200]);
  });

  test('is closed to HEAD as it is to GET', async () => {
    expect((await ask('HEAD', '/v1/documents')).status).toBe(401);
    expect((await ask('HEAD', '/v1/documents', tokens.reader)).status).toBe(200);
  });
});

test('an address that leads nowhere tells nothing without a key', async () => {
  expect((await problemFrom(await ask('GET', '/v1/secret'))).code).toBe('KEY_MISSING');
  expect((await problemFrom(await ask('GET', '/v1/secret', tokens.reader))).code).toBe('ROUTE_UNKNOWN');
});

test.each([
  'Basic bXV3YXpp',
  'Bearer',
  'Bearer one two',
  'muwazi',
  `Bearer muwazi_${'0'.repeat(12)}_${'A'.repeat(43)}`,
])('"%s" is a key that opens nothing', async (authorization) => {
  const response = await fetch(new URL('/v1/documents', api.url), { headers: { authorization } });
  expect(response.status).toBe(401);
  expect((await problemFrom(response)).code).toBe('KEY_INVALID');
});

test('a submitter sends an article and cannot delete it; an admin can', async () => {
  const sent = await ask('POST', '/v1/documents', tokens.submitter, '{"text":"زار الوزير المدينة."}');
  expect(sent.status).toBe(202);
  const path = sent.headers.get('location') ?? '';
  expect((await ask('DELETE', path, tokens.submitter)).status).toBe(403);
  expect((await ask('DELETE', path, tokens.admin)).status).toBe(204);
});

test('a key that asks too often is told when to come back, and others are not slowed', async () => {
  const hasty = await issue({ role: 'reader', requestsPerMinute: 3 });
  const answers = [];
  for (let i = 0; i < 5; i++) answers.push(await ask('GET', '/v1/documents', hasty));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining')).slice(0, 3)).toEqual([
    '2',
    '1',
    '0',
  ]);
  const refused = answers[3]!;
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(await problemFrom(refused)).toMatchObject({
    code: 'RATE_LIMITED',
    retry: 'later',
    details: { most: 3 },
  });
  expect((await ask('GET', '/v1/documents', tokens.reader)).status).toBe(200);
});

test('a key that has sent its bytes for the day sends no more, and its use is written down', async () => {
  const body = JSON.stringify({ text: 'زار الوزير المدينة.'.repeat(20) });
  const token = await issue({ role: 'submitter', bytesPerDay: Buffer.byteLength(body) });
  expect((await ask('POST', '/v1/documents', token, body)).status).toBe(202);
  const refused = await ask('POST', '/v1/documents', token, body);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await problemFrom(refused)).code).toBe('QUOTA_EXCEEDED');
  const key = await until(
    () => api.store.keys.recognise(token),
    (found) => found?.lastUsedAt !== null,
    { withinMs: 15_000, label: 'use is written' },
  );
  expect(key?.bytesToday).toBe(Buffer.byteLength(body));
});

test('a revoked key is out within a few seconds', async () => {
  const token = await issue({ role: 'reader' });
  expect((await ask('GET', '/v1/documents', token)).status).toBe(200);
  await api.store.keys.revoke(token.split('_')[1]!);
  await until(
    () => ask('GET', '/v1/documents', token),
    ({ status }) => status === 401,
    { withinMs: 10_000, label: 'the key is refused' },
  );
});

test('keys stand neither in the log nor in answers', async () => {
  await ask('GET', '/v1/documents', tokens.admin);
  const wrong = `${tokens.admin.slice(0, -1)}_`;
  const answer = await (await ask('GET', '/v1/documents', wrong)).text();
  for (const said of [JSON.stringify(api.log), answer]) {
    expect(said).not.toContain(tokens.admin.slice(-43));
    expect(said).not.toContain(wrong.slice(-43));
  }
});

describe('a server on 127.0.0.1', () => {
  test('asks for no key until the first one is made, and from then on always', async () => {
    const local = await openTestApi();
    try {
      expect((await local.get('/v1/documents')).status).toBe(200);
      const state = { role: 'admin', keyNeeded: false, name: null };
      expect(await jsonOf(await local.get('/v1/session'))).toEqual(state);
      const wrong = await fetch(new URL('/v1/documents', local.url), {
        headers: { authorization: 'Bearer x' },
      });
      expect(wrong.status).toBe(401);
      const { keys } = local.store;
      const { key } = await keys.create({
        name: 'first',
        role: 'reader',
        requestsPerMinute: null,
        bytesPerDay: null,
        expiresAt: null,
      });
      const closed = { withinMs: 10_000, label: 'a key is asked for' };
      await until(
        () => local.get('/v1/documents'),
        ({ status }) => status === 401,
        closed,
      );
      await keys.revoke(key.id);
      await expect(requireKeys(keys, { askForKeys: 'always' }, '0.0.0.0')).rejects.toMatchObject({
        code: 'KEYS_REQUIRED',
      });
      expect((await local.get('/v1/documents')).status).toBe(401);
    } finally {
      await local.close();
    }
  });
});

test('many wrong keys from one address are slowed down, whatever they are', async () => {
  const guess = (n: number): string => `muwazi_${n.toString(16).padStart(12, '0')}_${'A'.repeat(43)}`;
  const statuses = new Set<number>();
  for (let n = 0; n < 70; n++) statuses.add((await ask('GET', '/v1/documents', guess(n))).status);
  expect([...statuses]).toEqual([401, 429]);
});
