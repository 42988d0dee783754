import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles, type Role } from '../../../core/role.ts';
import { jsonOf, loopbackAccess, openTestApi, problemFrom, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

/*
 * A browser at a server that asks for keys: it gives its key once and has a cookie from then on.
 */

let api: TestApi;
let keys: Readonly<Record<Role, { readonly id: string; readonly token: string }>>;
beforeAll(async () => {
  api = await openTestApi({
    replace: () => ({ access: { ...loopbackAccess, askForKeys: 'always', requestsPerMinute: 10_000 } }),
  });
  const made = await Promise.all(roles.map((role) => makeKey(role)));
  keys = { reader: made[0]!, submitter: made[1]!, admin: made[2]! };
});
afterAll(async () => {
  await api.close();
});

async function makeKey(role: Role): Promise<{ readonly id: string; readonly token: string }> {
  const limits = { requestsPerMinute: null, bytesPerDay: null, expiresAt: null };
  const { key, token } = await api.store.keys.create({ name: `a ${role}`, role, ...limits });
  return { id: key.id, token };
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Response> {
  return fetch(new URL(path, api.url), {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** The cookie header that a browser sends from now on. */
async function signIn(role: Role, headers: Asked['headers'] = {}): Promise<string> {
  const answer = await ask('/v1/session', { method: 'POST', headers, body: { key: keys[role].token } });
  expect(answer.status).toBe(204);
  return answer.headers.get('set-cookie')!.split(';')[0]!;
}

test('the cookie is one that no script reads and no other site sends', async () => {
  const answer = await ask('/v1/session', { method: 'POST', body: { key: keys.reader.token } });
  const cookie = answer.headers.get('set-cookie');
  expect(cookie).toMatch(/^muwazi_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
  for (const headers of [{ 'x-forwarded-proto': 'https' }, { origin: api.url.replace('http:', 'https:') }]) {
    const secure = await ask('/v1/session', { method: 'POST', headers, body: { key: keys.reader.token } });
    expect(secure.headers.get('set-cookie')).toMatch(/^__Host-muwazi_session=.*; Secure/);
  }
});

test('with it everything can be read where no header can be sent', async () => {
  const cookie = await signIn('reader');
  expect((await ask('/v1/documents')).status).toBe(401);
  expect((await ask('/v1/documents', { headers: { cookie } })).status).toBe(200);
  const stream = await ask('/v1/queue/events', { headers: { cookie } });
  expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  await stream.body?.cancel();
  const state = await jsonOf(await ask('/v1/session', { headers: { cookie } }));
  expect(state).toEqual({ role: 'reader', keyNeeded: true, name: 'a reader' });
  expect(await jsonOf(await ask('/v1/session'))).toEqual({ role: null, keyNeeded: true, name: null });
});

test('it changes something only for a page of this server, and only what its key may', async () => {
  const cookie = await signIn('submitter');
  const send = (headers: Asked['headers']): Promise<Response> =>
    ask('/v1/documents', { method: 'POST', headers: { cookie, ...headers }, body: { text: 'خبر.' } });
  expect((await problemFrom(await send({}))).code).toBe('KEY_MISSING');
  expect((await problemFrom(await send({ origin: 'http://127.0.0.1:1' }))).code).toBe('ORIGIN_REFUSED');
  expect((await problemFrom(await send({ origin: 'null' }))).code).toBe('ORIGIN_REFUSED');
  const sent = await send({ origin: api.url });
  expect(sent.status).toBe(202);
  const refused = await ask(sent.headers.get('location')!, {
    method: 'DELETE',
    headers: { cookie, origin: api.url },
  });
  expect((await problemFrom(refused)).code).toBe('KEY_FORBIDDEN');
});

test('a key that opens nothing opens no session', async () => {
  const answer = await ask('/v1/session', { method: 'POST', body: { key: `${keys.admin.token}x` } });
  expect((await problemFrom(answer)).code).toBe('KEY_INVALID');
  expect(answer.headers.get('set-cookie')).toBeNull();
});

test('it ends when it is ended, with its time, and with its key', async () => {
  const ended = { withinMs: 10_000, label: 'the cookie opens nothing' };
  const isOut = (cookie: string): Promise<unknown> =>
    until(
      () => ask('/v1/documents', { headers: { cookie } }),
      ({ status }) => status === 401,
      ended,
    );
  const [left, late, revoked] = [await signIn('reader'), await signIn('admin'), await signIn('submitter')];
  const answer = await ask('/v1/session', { method: 'DELETE', headers: { cookie: left, origin: api.url } });
  expect([answer.status, answer.headers.get('set-cookie')]).toEqual([
    204,
    expect.stringContaining('Max-Age=0') as string,
  ]);
  await api.store.keys.revoke(keys.submitter.id);
  const client = new pg.Client({ connectionString: api.databaseUrl });
  await client.connect();
  await client.query(`update muwazi.sessions set expires_at = now() where key_id = $1`, [keys.admin.id]);
  const { rows } = await client.query<{ row: string }>('select sessions::text as row from muwazi.sessions');
  await client.end();
  await Promise.all([isOut(left), isOut(late), isOut(revoked)]);
  // What is stored does not open anything.
  for (const cookie of [left, late, revoked])
    expect(JSON.stringify([rows, api.log])).not.toContain(cookie.split('=')[1]);
});
