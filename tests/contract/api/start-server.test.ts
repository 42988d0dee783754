import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiDependencies } from '../../../api/api-dependencies.ts';
import { buildApp } from '../../../api/build-app.ts';
import { startServer, type ListeningServer } from '../../../api/start-server.ts';
import { openExtractor } from '../../../extracts/thread/open-extractor.ts';
import { openComparer } from '../../../models/comparison/open-comparer.ts';
import { openModelShelf } from '../../../models/shelf/open-model-shelf.ts';
import { readSample } from '../../../runtime/read-sample.ts';
import { silentLogger } from '../../../core/logger.ts';
import { loopbackAccess } from '../../support/test-api.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(async () => {
  await store.discard();
});

function dependencies(): ApiDependencies {
  const { documents, changes, exports, revisions, workers, work, backlog, search, webhooks, keys } = store;
  const { glossaries } = store;
  const modelsDir = join(tmpdir(), 'muwazi-no-models');
  const models = openModelShelf({ modelsDir, log: silentLogger });
  return {
    documents,
    changes,
    exports,
    extractor: openExtractor(),
    models,
    comparer: openComparer({ modelsDir, shelf: models, log: silentLogger }),
    modelIsFixed: false,
    readSample,
    revisions,
    workers,
    work,
    backend: 'postgres',
    backlog,
    search,
    glossaries,
    webhooks,
    sendsWebhooks: false,
    keys,
    sessions: store.sessions,
    producer: {
      ping: () => Promise.resolve(),
      counts: () => Promise.resolve({ waiting: 0, active: 0, delayed: 0, failed: 0 }),
    },
    boardQueues: [],
    access: loopbackAccess,
    log: silentLogger,
    version: '0',
  };
}

test('a port that another program has is told by name', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const app = await buildApp(dependencies());
  await expect(startServer({ app, host: '127.0.0.1', port })).rejects.toMatchObject({
    code: 'ADDRESS_IN_USE',
    message: `127.0.0.1:${port} is in use by another program. Stop it, or set MUWAZI_PORT to a free port.`,
  });
  other.close();
});

test('an address this machine does not have is a fault of the configuration', async () => {
  const app = await buildApp(dependencies());
  // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
  await expect(startServer({ app, host: '192.0.2.1', port: 0 })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
  });
});

test('a request in work is answered before the server closes, and an idle connection does not hold it up', async () => {
  const { server, answer, release } = await requestInWork();
  const { hostname, port } = new URL(server.address);
  const idle = connect(Number(port), hostname);
  await once(idle, 'connect');
  const began = performance.now();
  const closed = server.close();
  release();
  expect((await answer).status).toBe(404);
  await closed;
  expect(performance.now() - began).toBeLessThan(2_000);
  await expect(fetch(server.address)).rejects.toThrow();
});

test('a request that never ends is cut off when the server closes', async () => {
  const { server, answer } = await requestInWork();
  const cut = expect(answer).rejects.toThrow();
  const began = performance.now();
  await Promise.all([server.close(), server.close()]);
  expect(performance.now() - began).toBeLessThan(7_000);
  await cut;
});

/** A server that is answering a request and does not come to an end with it before `release`. */
async function requestInWork(): Promise<{
  readonly server: ListeningServer;
  readonly answer: Promise<Response>;
  readonly release: () => void;
}> {
  const events = new EventEmitter();
  const find = async (): Promise<undefined> => {
    events.emit('asked');
    await once(events, 'released');
    return undefined;
  };
  const app = await buildApp({ ...dependencies(), documents: { ...store.documents, find } });
  const server = await startServer({ app, host: '127.0.0.1', port: 0 });
  const asked = once(events, 'asked');
  const answer = fetch(new URL(`/v1/documents/${randomUUID()}`, server.address));
  await asked;
  return { server, answer, release: () => events.emit('released') };
}
