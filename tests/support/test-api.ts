import type { App } from '../../api/app.ts';
import { buildApp } from '../../api/build-app.ts';
import { startServer } from '../../api/start-server.ts';
import type { Problem } from '../../api/http/problem.ts';
import type { Segment } from '../../core/segment.ts';
import type { ParagraphQueue } from '../../queue/paragraph-queue.ts';
import { openQueue } from '../../queue/open-queue.ts';
import { migrateStore } from '../../store/migrate-store.ts';
import { openStore } from '../../store/open-store.ts';
import type { OutboxEntry } from '../../store/outbox-store.ts';
import type { Store } from '../../store/store.ts';
import { recordingLog, type RecordedLine } from './recording-log.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** The API on a real port, over a real store and queue; without workers: the test plays them. */
export interface TestApi {
  readonly url: string;
  readonly app: App;
  readonly store: Store;
  readonly queue: ParagraphQueue;
  readonly database: TestDatabase;
  /** Everything the API logged so far. */
  readonly log: readonly RecordedLine[];
  get(path: string): Promise<Response>;
  /** Sends `body` as JSON. */
  post(path: string, body: unknown): Promise<Response>;
  /** Sends bytes as they are, called JSON unless told otherwise. */
  postBytes(path: string, bytes: Uint8Array | string, contentType?: string): Promise<Response>;
  delete(path: string): Promise<Response>;
  close(): Promise<void>;
}

export async function openTestApi(): Promise<TestApi> {
  const database = await createTestDatabase();
  const { databaseUrl } = database;
  const log = recordingLog();
  await migrateStore({ databaseUrl, log });
  const store = await openStore({ databaseUrl, log });
  const queue = await openQueue({ databaseUrl, log });
  const { documents, workers } = store;
  const app = await buildApp({ documents, workers, producer: queue.producer(), log, version: '0.0.0-test' });
  const server = await startServer({ app, host: '127.0.0.1', port: 0 });
  const url = server.address;
  const send = (path: string, init: RequestInit): Promise<Response> => fetch(new URL(path, url), init);
  const postBytes: TestApi['postBytes'] = (path, bytes, contentType = 'application/json') =>
    send(path, { method: 'POST', headers: { 'content-type': contentType }, body: bytes });
  return {
    url,
    app,
    store,
    queue,
    database,
    log: log.lines,
    get: (path) => send(path, {}),
    post: (path, body) => postBytes(path, JSON.stringify(body)),
    postBytes,
    delete: (path) => send(path, { method: 'DELETE' }),
    close: async () => {
      await server.close();
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
  api: TestApi,
  body: Readonly<Record<string, unknown>>,
): Promise<DocumentAnswer> {
  const response = await api.post('/v1/documents', body);
  if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
  return await jsonOf<DocumentAnswer>(response);
}

export async function problemFrom(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type');
  if (type?.startsWith('application/problem+json') !== true) {
    throw new Error(`not a problem document: ${response.status} ${type}: ${await response.text()}`);
  }
  return await jsonOf<Problem>(response);
}

/**
 * Plays a worker that claims the paragraphs of all documents, up to `most`, and commits one segment for each:
 * the whole paragraph, "translated" to its position.
 */
export async function translateParagraphs(store: Store, most = Number.MAX_SAFE_INTEGER): Promise<number> {
  const waiting: OutboxEntry[] = [];
  await store.outbox.relay(most, (entries) => {
    waiting.push(...entries);
    return Promise.resolve();
  });
  for (const { paragraphId } of waiting) {
    const claim = await store.paragraphs.claim(paragraphId);
    if (claim !== undefined) await store.paragraphs.commit(claim, [wholeSegment(claim.text)]);
  }
  return waiting.length;
}

function wholeSegment(text: string): Segment {
  return {
    position: 0,
    start: 0,
    end: text.length,
    sourceText: text,
    targetText: `The translation of ${text.length} characters.`,
    confidence: 0.5,
    flags: [],
    origin: 'model',
    model: { id: 'played', revision: '1' },
  };
}
