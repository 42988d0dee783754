import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { appError } from '../../../core/app-error.ts';
import { openQueue } from '../../../queue/open-queue.ts';
import { startOutboxRelay } from '../../../queue/outbox-relay.ts';
import type { ParagraphJob } from '../../../queue/paragraph-job.ts';
import type {
  ParagraphProcessor,
  ParagraphProducer,
  ParagraphQueue,
} from '../../../queue/paragraph-queue.ts';
import { startQueueSweep } from '../../../queue/queue-sweep.ts';
import { redisMissing } from '../../support/redis-server.ts';
import { articleOf, openTestStore, type TestStore } from '../../support/test-store.ts';
import { until } from '../../support/until.ts';
import { startPostgresHarness } from '../../contract/queue/postgres-harness.ts';
import type { QueueHarness } from '../../contract/queue/queue-harness.ts';
import { startRedisHarness } from '../../contract/queue/redis-harness.ts';

const texts = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `فقرة ${n}`);

const missing = redisMissing();
if (missing !== undefined) console.warn(missing);

describe.for([
  { backend: 'PostgreSQL', start: startPostgresHarness },
  ...(missing === undefined ? [{ backend: 'Redis', start: startRedisHarness }] : []),
])('a real store and a queue on $backend', ({ start }) => {
  let store: TestStore;
  let harness: QueueHarness;
  let queue: ParagraphQueue;
  let producer: ParagraphProducer;
  let ran: ParagraphJob[];
  let stops: (() => Promise<void>)[];

  beforeEach(async () => {
    store = await openTestStore();
    harness = await start();
    queue = await openQueue({ ...(await harness.fresh()), log: silentLogger });
    producer = queue.producer();
    ran = [];
    stops = [];
  });
  afterEach(async () => {
    await Promise.all(stops.map((stop) => stop()));
    await queue.close();
    await harness.remove();
    await store.discard();
  });

  function relay(): void {
    const relay = startOutboxRelay({
      outbox: store.outbox,
      producer,
      log: silentLogger,
      pollIntervalMs: 1_000,
    });
    stops.push(() => relay.stop());
  }

  function sweep(): void {
    const sweep = startQueueSweep({
      outbox: store.outbox,
      paragraphs: store.paragraphs,
      producer,
      log: silentLogger,
      intervalMs: 50,
      olderThanMs: 0,
    });
    stops.push(() => sweep.stop());
  }

  /** What a worker does, without the translating. */
  const finish: ParagraphProcessor = async ({ paragraphId, generation }) => {
    const claim = await store.paragraphs.claim(paragraphId, generation);
    if (claim !== undefined) await store.paragraphs.commit(claim, []);
  };

  function work(process: ParagraphProcessor = finish): void {
    queue.consume({
      concurrency: 4,
      lockDurationMs: 2_000,
      process: async (job, context) => {
        ran.push(job);
        await process(job, context);
      },
    });
  }

  function untilStatus(documentId: string, status: string, withinMs = 15_000): Promise<unknown> {
    return until(
      () => store.documents.find(documentId),
      (document) => document?.status === status,
      { withinMs, label: `the article is ${status}` },
    );
  }

  test('an article that comes in is worked on within moments, each paragraph once', async () => {
    relay();
    sweep();
    work();
    const { id } = await store.documents.create(articleOf(texts(50)));
    await untilStatus(id, 'done');
    expect(ran).toHaveLength(50);
    expect(new Set(ran.map(({ paragraphId }) => paragraphId)).size).toBe(50);
  });

  test('two relays hand every paragraph over once', async () => {
    await store.documents.create(articleOf(texts(500)));
    relay();
    relay();
    await until(
      () => producer.counts(),
      ({ waiting }) => waiting === 500,
      { withinMs: 10_000, label: '500 jobs wait' },
    );
  });

  test('a queue that lost everything is rebuilt from the store, and the article gets done', async () => {
    relay();
    const { id } = await store.documents.create(articleOf(texts(20)));
    await until(
      () => producer.counts(),
      ({ waiting }) => waiting === 20,
      { withinMs: 10_000, label: 'all jobs wait' },
    );
    await harness.loseJobs();
    sweep();
    work();
    await untilStatus(id, 'done');
    expect(ran).toHaveLength(20);
    expect(ran.every(({ generation }) => generation === 1)).toBe(true);
  });

  test('sweeping while jobs finish repeats none of them', async () => {
    relay();
    sweep();
    sweep();
    work();
    const { id } = await store.documents.create(articleOf(texts(300)));
    await untilStatus(id, 'done', 25_000);
    expect(ran).toHaveLength(300);
  });

  test('a paragraph whose job is given up without a word to the store fails', async () => {
    relay();
    work(({ paragraphId }, context) =>
      // As when the store is away in the very moment the worker would tell it.
      paragraphId === ran[0]!.paragraphId
        ? Promise.reject(appError('JOB_INVALID', ['test']))
        : finish({ ...ran[0]!, paragraphId }, context),
    );
    const { id } = await store.documents.create(articleOf(texts(5)));
    await until(
      () => producer.counts(),
      ({ failed }) => failed === 1,
      { withinMs: 10_000, label: 'a job fails' },
    );
    sweep();
    await untilStatus(id, 'failed');
    const document = await store.documents.find(id);
    expect(document?.paragraphs).toMatchObject({ done: 4, failed: 1 });
    expect(document?.errors).toEqual([{ code: 'WORKER_LOST', paragraphs: 1 }]);
  });

  test('articles that come in while the queue is away are done when it is back', async () => {
    relay();
    sweep();
    work();
    await harness.goAway();
    const { id } = await store.documents.create(articleOf(texts(10)));
    expect((await store.documents.find(id))?.status).toBe('queued');
    await harness.comeBack();
    await untilStatus(id, 'done', 25_000);
  });
});
