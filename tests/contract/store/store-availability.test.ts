import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { silentLogger as log } from '../../../core/logger.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../store/embedded/start-embedded-postgres.ts';
import { migrateStore } from '../../../store/migrate-store.ts';
import { openStore } from '../../../store/open-store.ts';
import type { Store } from '../../../store/store.ts';
import { ask, makeDataDir, removeDirectory } from '../../support/embedded-server.ts';
import { openTcpGate } from '../../support/tcp-gate.ts';
import { articleOf } from '../../support/test-store.ts';
import { until } from '../../support/until.ts';

let dataDir: string;
let server: EmbeddedPostgres;
let store: Store;

beforeAll(async () => {
  dataDir = await makeDataDir();
  server = await startEmbeddedPostgres({ dataDir, log });
  await migrateStore({ databaseUrl: server.databaseUrl, log });
});
beforeEach(async () => {
  store = await openStore({ databaseUrl: server.databaseUrl, log });
});
afterEach(() => store.close());
afterAll(async () => {
  await server.stop();
  await removeDirectory(dataDir);
});

const unavailable = { code: 'STORE_UNAVAILABLE' };

async function millisecondsOf(work: Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work;
  return performance.now() - startedAtMs;
}

test('connections that a store keeps are there before it is asked, though the first tries came to nothing', async () => {
  const url = new URL(server.databaseUrl);
  const gate = await openTcpGate({ host: url.hostname, port: Number(url.port) });
  url.port = String(gate.port);
  const warmed = await openStore({ databaseUrl: url.href, log, keptConnections: 3 });
  const slammed = gate.slam();
  const warming = warmed.warm();
  await until(
    () => slammed.knocks,
    (knocks) => knocks >= 3,
    { withinMs: 5_000, label: 'tries to connect' },
  );
  await gate.open();
  await warming;
  const present = await ask(
    server.databaseUrl,
    `select count(*)::integer as connections from pg_stat_activity where application_name = 'muwazi'`,
  );
  expect(present).toEqual([{ connections: 3 }]);
  await warmed.close();
  await gate.shut();
});

test('while the database is away every call says so at once; when it is back they work again', async () => {
  const { id } = await store.documents.create(articleOf(['نص']));
  let told = 0;
  const stop = await store.outbox.onNewEntries(() => {
    told += 1;
  });
  await server.stop();
  const calls = Promise.all([
    expect(store.documents.find(id)).rejects.toMatchObject(unavailable),
    expect(store.documents.create(articleOf(['نص']))).rejects.toMatchObject(unavailable),
    expect(store.documents.ping()).rejects.toMatchObject(unavailable),
    expect(store.paragraphs.claim(id, 0)).rejects.toMatchObject(unavailable),
    expect(store.outbox.relay(1, () => Promise.resolve())).rejects.toMatchObject(unavailable),
    expect(store.workers.list({ staleAfterMs: 1 })).rejects.toMatchObject(unavailable),
  ]);
  expect(await millisecondsOf(calls)).toBeLessThan(1_500);

  const before = told;
  server = await startEmbeddedPostgres({ dataDir, log });
  expect(await store.documents.find(id)).toMatchObject({ id, status: 'queued' });
  await until(
    () => told,
    (count) => count > before,
    { withinMs: 10_000, label: 'the listener is back' },
  );
  await stop();
});

test('a database that dies in the middle of a hand-over rejects it and the process lives on', async () => {
  await store.documents.create(articleOf(['نص']));
  const relayed = store.outbox.relay(10, async () => {
    await server.stop();
    server = await startEmbeddedPostgres({ dataDir, log });
  });
  await expect(relayed).rejects.toMatchObject(unavailable);
  expect(await store.outbox.relay(1_000, () => Promise.resolve())).toBeGreaterThan(0);
});

test('a database that accepts connections but never answers is unavailable within seconds', async () => {
  process.kill(server.pid, 'SIGSTOP');
  try {
    const asked = expect(store.documents.ping()).rejects.toMatchObject(unavailable);
    expect(await millisecondsOf(asked)).toBeLessThan(2_500);
  } finally {
    process.kill(server.pid, 'SIGCONT');
  }
  await expect(store.documents.ping()).resolves.toBeUndefined();
});

test('a connection that no longer answers is replaced', async () => {
  await store.documents.ping();
  const question = `select pid from pg_stat_activity where application_name = 'muwazi'`;
  const [connection] = (await ask(server.databaseUrl, question)) as readonly { readonly pid: number }[];
  process.kill(connection!.pid, 'SIGSTOP');
  try {
    await expect(store.documents.ping()).rejects.toMatchObject(unavailable);
    await expect(store.documents.ping()).resolves.toBeUndefined();
  } finally {
    process.kill(connection!.pid, 'SIGCONT');
  }
});

test('an error of the statement is not taken for a lost database', async () => {
  await expect(store.documents.create(articleOf(['\u0000']))).rejects.not.toMatchObject(unavailable);
});

test('a closed store may be closed again', async () => {
  const extra = await openStore({ databaseUrl: server.databaseUrl, log });
  await extra.outbox.onNewEntries(() => undefined);
  await extra.documents.ping();
  await extra.close();
  await expect(extra.close()).resolves.toBeUndefined();
  await expect(extra.documents.ping()).rejects.toMatchObject(unavailable);
});
