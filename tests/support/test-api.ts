import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiDependencies } from '../../api/api-dependencies.ts';
import type { App } from '../../api/app.ts';
import type { AccessRules } from '../../api/auth/access-rules.ts';
import { buildApp } from '../../api/build-app.ts';
import type { Problem } from '../../api/http/problem.ts';
import { startServer } from '../../api/start-server.ts';
import { openExtractor } from '../../extracts/thread/open-extractor.ts';
import { silentLogger } from '../../core/logger.ts';
import { openComparer } from '../../models/comparison/open-comparer.ts';
import { openModelShelf } from '../../models/shelf/open-model-shelf.ts';
import { openQueue } from '../../queue/open-queue.ts';
import { readSample } from '../../runtime/read-sample.ts';
import { migrateStore } from '../../store/migrate-store.ts';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import { recordLog, type RecordedLine } from './recorded-log.ts';
import { createTestDatabase } from './test-database.ts';

/** The door of a server on 127.0.0.1 with the default settings. */
export const loopbackAccess: AccessRules = {
  askForKeys: 'once-made',
  hosts: new Set(),
  requestsPerMinute: 600,
};

export interface TestApiOptions {
  /** Leads the API's connections another way, for instance through a gate. */
  readonly routeDatabase?: (databaseUrl: string) => Promise<string> | string;
  /** Where the queue is; beside the store unless told. */
  readonly redisUrl?: string;
  /** Replaces parts of what the API is built from. */
  readonly replace?: (dependencies: ApiDependencies) => Partial<ApiDependencies>;
}

/** The API on a real port, over a real store and queue; without workers: the test plays them. */
export interface TestApi {
  readonly url: string;
  /** For requests without a socket. */
  readonly app: App;
  readonly store: Store;
  readonly databaseUrl: string;
  /** Everything the API, its store and its queue logged so far. */
  readonly log: readonly RecordedLine[];
  get(path: string): Promise<Response>;
  /** Sends `body` as JSON. */
  post(path: string, body: unknown): Promise<Response>;
  /** Sends bytes as they are, called JSON unless told otherwise. */
  postBytes(path: string, bytes: Uint8Array | string, contentType?: string): Promise<Response>;
  delete(path: string): Promise<Response>;
  /** Closes the server alone. */
  closeServer(): Promise<void>;
  close(): Promise<void>;
}

export async function openTestApi({
  routeDatabase,
  redisUrl,
  replace,
}: TestApiOptions = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const databaseUrl = (await routeDatabase?.(database.databaseUrl)) ?? database.databaseUrl;
  const log = recordLog();
  await migrateStore({ databaseUrl, log });
  const store = await openStore({ databaseUrl, log });
  const queue = await openQueue({ databaseUrl, ...(redisUrl === undefined ? {} : { redisUrl }), log });
  const { documents, changes, exports, revisions, workers, work, backlog, search } = store;
  const extractor = openExtractor();
  const modelsDir = join(tmpdir(), 'muwazi-no-models');
  const models = openModelShelf({
    modelsDir,
    log: silentLogger,
    // Nobody listens there: no test fetches anything by accident.
    hub: { endpoint: 'http://127.0.0.1:1', patience: { tries: 1, firstPauseMs: 1, longestPauseMs: 1 } },
  });
  const real: ApiDependencies = {
    documents,
    changes,
    exports,
    extractor,
    models,
    comparer: openComparer({ modelsDir, shelf: models, log }),
    modelIsFixed: false,
    readSample,
    revisions,
    workers,
    work,
    backend: queue.backend,
    backlog,
    search,
    glossaries: store.glossaries,
    producer: queue.producer(),
    boardQueues: await queue.boardQueues(),
    webhooks: store.webhooks,
    sendsWebhooks: true,
    keys: store.keys,
    sessions: store.sessions,
    access: loopbackAccess,
    log,
    version: '0.0.0-test',
  };
  const app = await buildApp({ ...real, ...replace?.(real) });
  const server = await startServer({ app, host: '127.0.0.1', port: 0 });
  const url = server.address;
  const send = (path: string, init: RequestInit): Promise<Response> => fetch(new URL(path, url), init);
  const postBytes: TestApi['postBytes'] = (path, bytes, contentType = 'application/json') =>
    send(path, { method: 'POST', headers: { 'content-type': contentType }, body: bytes });
  return {
    url,
    app,
    store,
    databaseUrl,
    log: log.lines,
    get: (path) => send(path, {}),
    post: (path, body) => postBytes(path, JSON.stringify(body)),
    postBytes,
    delete: (path) => send(path, { method: 'DELETE' }),
    closeServer: () => server.close(),
    close: async () => {
      await server.close();
      await extractor.close();
      await queue.close();
      await store.close();
      await database.drop();
    },
  };
}

/** The parts of a document's answer that tests look at. */
export interface DocumentAnswer {
  readonly id: string;
  readonly status: string;
  readonly title: string | null;
  readonly paragraphs: Readonly<Record<'total' | 'queued' | 'running' | 'done' | 'failed', number>>;
  readonly progress: number;
  readonly etaSeconds?: number | null;
}

/** The body as JSON. The shape is what the test expects; a field that is not there fails where it is compared. */
export async function jsonOf<Answer>(response: Response): Promise<Answer> {
  return (await response.json()) as Answer;
}

/** Sends an article and resolves with the answer, which must be 202. */
export async function sendArticle(
  api: Pick<TestApi, 'post'>,
  body: Readonly<Record<string, unknown>>,
): Promise<DocumentAnswer> {
  const response = await api.post('/v1/documents', body);
  if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
  return await jsonOf<DocumentAnswer>(response);
}

/** The problem document an answer is; rejects when it is something else. */
export async function problemFrom(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type');
  if (type?.startsWith('application/problem+json') !== true) {
    throw new Error(`not a problem document: ${response.status} ${type}: ${await response.text()}`);
  }
  return await jsonOf<Problem>(response);
}
