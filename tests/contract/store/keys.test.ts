import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewKey } from '../../../store/key-store.ts';
import { ask } from '../../support/embedded-server.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(async () => {
  await store.discard();
});

const plain: NewKey = {
  name: 'news desk',
  role: 'submitter',
  requestsPerMinute: null,
  bytesPerDay: null,
  expiresAt: null,
};
const dayMs = 24 * 60 * 60 * 1_000;

test('before the first key there is none, afterwards there was one for ever', async () => {
  expect(await store.keys.status()).toEqual({ made: false, live: false });
  const { key } = await store.keys.create(plain);
  expect(await store.keys.status()).toEqual({ made: true, live: true });
  await store.keys.revoke(key.id);
  expect(await store.keys.status()).toEqual({ made: true, live: false });
});

test('a key is recognised by its token and nothing else', async () => {
  const { key, token } = await store.keys.create({ ...plain, bytesPerDay: 5_000_000_000 });
  expect(token).toMatch(/^muwazi_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
  expect(await store.keys.recognise(token)).toEqual(key);
  const { token: other } = await store.keys.create(plain);
  const swapped = `${token.slice(0, 20)}${other.slice(20)}`;
  for (const wrong of ['', key.id, token.slice(0, -1), `${token}A`, swapped, token.toUpperCase()])
    expect(await store.keys.recognise(wrong)).toBeUndefined();
});

test('neither token nor secret stands in the database', async () => {
  const { token } = await store.keys.create(plain);
  const rows = await ask(store.databaseUrl, 'select k::text as row from muwazi.api_keys k');
  const secret = token.slice(-43);
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect(JSON.stringify(rows)).not.toContain(Buffer.from(secret).toString('hex'));
});

test('an expired or revoked key opens nothing', async () => {
  const expired = await store.keys.create({ ...plain, expiresAt: new Date(Date.now() - 1_000) });
  const revoked = await store.keys.create(plain);
  await store.keys.revoke(revoked.key.id);
  expect(await store.keys.recognise(expired.token)).toBeUndefined();
  expect(await store.keys.recognise(revoked.token)).toBeUndefined();
  await expect(store.keys.rotate(revoked.key.id, { graceMs: 0, expiresAt: null })).rejects.toMatchObject({
    code: 'KEY_UNKNOWN',
  });
  await expect(store.keys.revoke('nobody')).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
});

test('after a rotation both keys work for the time given, and the old one never longer than it was to', async () => {
  const soon = new Date(Date.now() + 60_000);
  const old = await store.keys.create({ ...plain, requestsPerMinute: 7, expiresAt: soon });
  const fresh = await store.keys.rotate(old.key.id, { graceMs: dayMs, expiresAt: null });
  expect(fresh.key).toMatchObject({
    name: 'news desk',
    role: 'submitter',
    requestsPerMinute: 7,
    expiresAt: null,
  });
  expect(fresh.key.id).not.toBe(old.key.id);
  expect((await store.keys.recognise(old.token))?.expiresAt).toEqual(soon);
  await store.keys.rotate(fresh.key.id, { graceMs: 0, expiresAt: null });
  expect(await store.keys.recognise(fresh.token)).toBeUndefined();
});

test('use adds up over the day, from several processes, and begins anew the next day', async () => {
  const { key, token } = await store.keys.create(plain);
  const usedAt = new Date();
  const use = { id: key.id, usedAt, bytes: 1_000 };
  await Promise.all([store.keys.recordUse([use]), store.keys.recordUse([use])]);
  await store.keys.recordUse([{ ...use, usedAt: new Date(usedAt.getTime() - dayMs) }]);
  expect(await store.keys.recognise(token)).toMatchObject({ bytesToday: 3_000, lastUsedAt: usedAt });
  await ask(store.databaseUrl, 'update muwazi.api_keys set day = day - 1');
  expect(await store.keys.recognise(token)).toMatchObject({ bytesToday: 0 });
  await store.keys.recordUse([use]);
  expect(await store.keys.recognise(token)).toMatchObject({ bytesToday: 1_000 });
});
