import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { QueueResource } from '../../../api/work/queue-resource.ts';
import { appError } from '../../../core/app-error.ts';
import type { WorkTally } from '../../../core/work-tally.ts';
import type { WorkerPresence } from '../../../store/worker-registry.ts';
import { openEventStream, type EventStream } from '../../support/event-stream.ts';
import { claimParagraphs, translateParagraphs } from '../../support/play-worker.ts';
import { redisMissing, startRedisServer } from '../../support/redis-server.ts';
import { jsonOf, openTestApi, problemFrom, sendArticle, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

/*
 * What somebody sees who watches the work. The test plays the workers.
 */

let api: TestApi;
let streams: EventStream[] = [];
beforeAll(async () => {
  api = await openTestApi({ replace: () => ({ heartbeatMs: 100 }) });
});
afterEach(async () => {
  for (const stream of streams) stream.leave();
  streams = [];
  const { items } = await jsonOf<{ items: { id: string }[] }>(await api.get('/v1/documents'));
  for (const { id } of items) await api.delete(`/v1/documents/${id}`);
});
afterAll(async () => {
  await api.close();
});

const article = { text: 'فقرة أولى.\n\nفقرة ثانية.\n\nفقرة ثالثة.', title: 'خبر' };

const tally: WorkTally = {
  paragraphsDone: 0,
  paragraphsFailed: 0,
  retries: 0,
  stalls: 0,
  runSeconds: 0,
  busySeconds: 0,
  sourceChars: 0,
  translatedChars: 0,
  sentencesTranslated: 0,
  sentencesRemembered: 0,
  sourceTokens: 0,
  targetTokens: 0,
  flags: {},
  modelLoadSeconds: 1,
};

function workerOf(presence: Partial<WorkerPresence>): WorkerPresence {
  return {
    workerId: randomUUID(),
    pid: 42,
    host: 'desk',
    status: 'ready',
    model: { id: 'test', revision: '1' },
    threads: 2,
    residentMemory: 300 * 2 ** 20 + 7,
    error: null,
    startedAt: new Date(),
    tally,
    inWork: [],
    ...presence,
  };
}

async function queueOf(from: TestApi): Promise<QueueResource> {
  const response = await from.get('/v1/queue');
  expect(response.status).toBe(200);
  return await jsonOf<QueueResource>(response);
}

test('an empty installation says that nothing waits and that nobody knows how fast it is', async () => {
  const queue = await queueOf(api);
  expect(queue).toMatchObject({
    backend: 'postgres',
    jobs: { waiting: 0, active: 0, delayed: 0, failed: 0 },
    documents: { queued: 0, running: 0, paused: 0, done: 0, failed: 0, cancelled: 0 },
    paragraphs: { waiting: 0, running: 0, delayed: 0, paused: 0, failed: 0 },
    oldestWaitingSince: null,
    etaSeconds: null,
    waitSeconds: null,
    throughput: { sentencesPerSecond: 0, tokensPerSecond: 0, sliceSeconds: 10 },
    workers: [],
  });
  expect(queue.throughput.series).toHaveLength(60);
});

test('each paragraph is counted as what it is', async () => {
  await sendArticle(api, article);
  const { id } = await sendArticle(api, article);
  await api.store.documents.act(id, 'pause');
  const [first, second] = await claimParagraphs(api.store, 2);
  await api.store.paragraphs.failClaim(first!, 'TRANSLATION_FAILED');
  expect(await queueOf(api)).toMatchObject({
    documents: { running: 1, paused: 1 },
    paragraphs: { waiting: 1, running: 1, paused: 3, failed: 1 },
    oldestWaitingSince: expect.stringMatching(/Z$/) as string,
  });
  const before = (await queueOf(api)).paragraphs.doneLastHour;
  await api.store.paragraphs.commit(second!, []);
  expect((await queueOf(api)).paragraphs).toMatchObject({ running: 0, doneLastHour: before + 1 });
});

test('a worker shows what it has in its hands, and what was measured of it foretells the rest', async () => {
  await sendArticle(api, article);
  const [claim] = await claimParagraphs(api.store, 1);
  const { documentId, paragraphId } = claim!;
  const worker = workerOf({ inWork: [{ documentId, paragraphId, startedAt: new Date() }] });
  await api.store.workers.announce(worker);
  expect((await queueOf(api)).etaSeconds).toBeNull();
  const worked = {
    ...tally,
    busySeconds: 2,
    sourceChars: 10,
    translatedChars: 10,
    sentencesTranslated: 6,
    sentencesRemembered: 3,
    targetTokens: 60,
  };
  await api.store.workers.announce({ ...worker, tally: worked });
  await api.store.workers.announce({ ...worker, tally: worked });
  const queue = await queueOf(api);
  const sumOf = (what: 'sentences' | 'remembered' | 'tokens'): number =>
    queue.throughput.series.reduce((sum, slice) => sum + slice[what], 0);
  expect([sumOf('sentences'), sumOf('remembered'), sumOf('tokens')]).toEqual([6, 3, 60]);
  // Ten characters in two seconds; the texts of the article have so many.
  const chars = article.text.replaceAll('\n', '').length;
  expect(queue.etaSeconds).toBe(Math.ceil(chars / 5));
  expect(queue.waitSeconds).toBe(Math.ceil(chars / 5));
  expect(queue.workers).toEqual([
    expect.objectContaining({
      id: worker.workerId,
      host: 'desk',
      threads: 2,
      memoryBytes: 300 * 2 ** 20,
      current: [
        expect.objectContaining({
          documentId,
          paragraphId,
          title: 'خبر',
          paragraphPosition: 0,
          paragraphs: 3,
        }),
      ],
    }),
  ]);
  const estimate = async (): Promise<unknown> =>
    jsonOf(await api.post('/v1/estimate', { sentences: 30, characters: 100 }));
  // 100 characters at 5 a second are 20 s, 30 sentences at 3 a second 10 s.
  expect(await estimate()).toEqual({ seconds: 15, waitSeconds: queue.waitSeconds });
  await api.store.workers.withdraw(worker.workerId);
  expect(await estimate()).toEqual({ seconds: null, waitSeconds: null });
  expect(await queueOf(api)).toMatchObject({ etaSeconds: null, waitSeconds: null, workers: [] });
});

test('what was done more than a day ago is forgotten, and a minute ago is the speed of now', async () => {
  const client = new pg.Client({ connectionString: api.databaseUrl });
  await client.connect();
  try {
    const past = (age: string): Promise<unknown> =>
      client.query(
        `insert into muwazi.work_slices values (date_bin('10 seconds', now(), 'epoch') - $1::interval,
          'gone', 'desk', 'old', '1', 120, 0, 1, 1, 600, 1)`,
        [age],
      );
    // What the tests before did counts as well, once its ten seconds are over.
    await client.query('delete from muwazi.work_slices');
    await past('25 hours');
    await past('30 seconds');
    const worker = workerOf({});
    await api.store.workers.announce(worker);
    await api.store.workers.announce({ ...worker, tally: { ...tally, busySeconds: 1 } });
    await api.store.workers.withdraw(worker.workerId);
    const { rows } = await client.query(`select from muwazi.work_slices where worker_id = 'gone'`);
    expect(rows).toHaveLength(1);
    expect((await queueOf(api)).throughput).toMatchObject({ sentencesPerSecond: 2, tokensPerSecond: 10 });
  } finally {
    await client.query('delete from muwazi.work_slices');
    await client.end();
  }
});

test('who follows gets the queue at once, then when something changed, and only then', async () => {
  const stream = await openEventStream(new URL('/v1/queue/events', api.url));
  streams.push(stream);
  const states = (): readonly QueueResource[] => stream.events.map(({ data }) => data as QueueResource);
  await until(states, ({ length }) => length === 1, { withinMs: 5_000, label: 'the queue as it stands' });
  expect(stream.events[0]?.event).toBe('queue');
  // Each sign of life is a tenth of a second in which nothing happened; the feed looks every second.
  await until(stream.comments, (comments) => comments >= 15, { withinMs: 10_000, label: 'signs of life' });
  expect(states()).toHaveLength(1);
  await sendArticle(api, article);
  const waiting = (): number | undefined => states().at(-1)?.paragraphs.waiting;
  await until(waiting, (count) => count === 3, { withinMs: 5_000, label: 'it waits' });
  await translateParagraphs(api.store);
  await until(waiting, (count) => count === 0, { withinMs: 5_000, label: 'it is done' });
});

test('a queue that is away is said in the answer; a server that closes ends its streams', async () => {
  const away = (): Promise<never> => Promise.reject(appError('QUEUE_UNAVAILABLE', []));
  const own = await openTestApi({ replace: () => ({ producer: { ping: away, counts: away } }) });
  expect(await queueOf(own)).toMatchObject({ jobs: null, paragraphs: { waiting: 0 } });
  const stream = await openEventStream(new URL('/v1/queue/events', own.url));
  const startedAt = performance.now();
  await own.close();
  await stream.ended;
  expect(performance.now() - startedAt).toBeLessThan(4_000);
});

test('while the store is away there is nothing to say', async () => {
  const away = (): Promise<never> => Promise.reject(appError('STORE_UNAVAILABLE', []));
  const own = await openTestApi({ replace: ({ work }) => ({ work: { ...work, count: away } }) });
  for (const path of ['/v1/queue', '/v1/queue/events'])
    expect((await problemFrom(await own.get(path))).code).toBe('STORE_UNAVAILABLE');
  await own.close();
});

const missing = redisMissing();
if (missing !== undefined) console.warn(missing);

test.skipIf(missing !== undefined)('the queue on Redis is counted the same', async () => {
  const redis = await startRedisServer();
  const own = await openTestApi({ redisUrl: redis.url });
  try {
    expect(await queueOf(own)).toMatchObject({ backend: 'redis', jobs: { waiting: 0 } });
  } finally {
    await own.close();
    await redis.remove();
  }
});
