import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DocumentPriority } from '../../../core/document.ts';
import { silentLogger } from '../../../core/logger.ts';
import { openQueue } from '../../../queue/open-queue.ts';
import { startOutboxRelay } from '../../../queue/outbox-relay.ts';
import type { ParagraphProducer, ParagraphQueue } from '../../../queue/paragraph-queue.ts';
import { redisMissing } from '../../support/redis-server.ts';
import { articleOf, openTestStore, type TestStore } from '../../support/test-store.ts';
import { until } from '../../support/until.ts';
import { startPostgresHarness } from '../../contract/queue/postgres-harness.ts';
import type { QueueHarness } from '../../contract/queue/queue-harness.ts';
import { startRedisHarness } from '../../contract/queue/redis-harness.ts';

/*
 * In which order paragraphs reach the workers: by priority, and not at all while their article is paused.
 */

const texts = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `فقرة ${n}`);
const concurrency = 4;

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
  let stopRelay: () => Promise<void>;
  /** Documents of the jobs, in the order workers took them. */
  let taken: string[];
  let openGate: () => void;
  let gate: Promise<void>;

  beforeEach(async () => {
    store = await openTestStore();
    harness = await start();
    queue = await openQueue({ ...(await harness.fresh()), log: silentLogger });
    producer = queue.producer();
    taken = [];
    gate = new Promise((resolve) => {
      openGate = resolve;
    });
    const relay = startOutboxRelay({
      outbox: store.outbox,
      producer,
      log: silentLogger,
      pollIntervalMs: 100,
    });
    stopRelay = () => relay.stop();
  });
  afterEach(async () => {
    openGate();
    await stopRelay();
    await queue.close();
    await harness.remove();
    await store.discard();
  });

  const submit = async (paragraphs: number, priority: DocumentPriority): Promise<string> =>
    (await store.documents.create(articleOf(texts(paragraphs), { priority }))).id;

  /** A worker that takes jobs and works on them when the gate is open. */
  function work(): void {
    queue.consume({
      concurrency,
      lockDurationMs: 5_000,
      process: async ({ documentId, paragraphId, generation }) => {
        taken.push(documentId);
        await gate;
        const claim = await store.paragraphs.claim(paragraphId, generation);
        if (claim !== undefined) await store.paragraphs.commit(claim, []);
      },
    });
  }

  const untilWaiting = (jobs: number): Promise<unknown> =>
    until(
      () => producer.counts(),
      ({ waiting }) => waiting === jobs,
      { withinMs: 30_000, label: `${jobs} jobs wait` },
    );

  const untilStatus = (documentId: string, status: string): Promise<unknown> =>
    until(
      () => store.documents.find(documentId),
      (document) => document?.status === status,
      { withinMs: 60_000, label: `the article is ${status}` },
    );

  test('an article somebody waits for is next, with an import of 100,000 paragraphs before it', async () => {
    for (let n = 0; n < 10; n++) await submit(10_000, 'bulk');
    work();
    // What the queue holds is bounded; the rest waits in the store.
    await until(
      () => Promise.all([producer.counts(), Promise.resolve(taken.length)]),
      ([{ waiting }, begun]) => begun === concurrency && waiting === 1_000 - concurrency,
      { withinMs: 60_000, label: 'the window is full' },
    );
    const normal = await submit(3, 'normal');
    const interactive = await submit(5, 'interactive');
    await untilWaiting(1_000 - concurrency + 3 + 5);
    openGate();
    await untilStatus(interactive, 'done');
    await untilStatus(normal, 'done');
    const begun = taken.slice(concurrency);
    expect(begun.filter((id) => id === interactive)).toHaveLength(5);
    expect(begun.filter((id) => id === normal)).toHaveLength(3);
    // Those that are taken at the same time may begin in any order; nobody else begins before.
    const atTheSameTime = concurrency - 1;
    expect(begun.lastIndexOf(interactive)).toBeLessThan(5 + atTheSameTime);
    expect(begun.lastIndexOf(normal)).toBeLessThan(5 + 3 + atTheSameTime);
  });

  test('when paragraphs are done, the next of a large import follow', async () => {
    const id = await submit(1_100, 'bulk');
    await untilWaiting(1_000);
    openGate();
    work();
    await untilStatus(id, 'done');
    expect(taken).toHaveLength(1_100);
  });

  test('of a paused article nothing is begun, though its jobs are in the queue; resumed, it gets done', async () => {
    const id = await submit(20, 'normal');
    await untilWaiting(20);
    await store.documents.act(id, 'pause');
    openGate();
    work();
    await untilWaiting(0);
    await until(
      () => producer.counts(),
      ({ active }) => active === 0,
      { withinMs: 10_000, label: 'nothing runs' },
    );
    expect(await store.documents.find(id)).toMatchObject({ status: 'paused', paragraphs: { queued: 20 } });
    await store.documents.act(id, 'resume');
    await untilStatus(id, 'done');
  });

  test('a cancelled article leaves nothing behind in the queue', async () => {
    const id = await submit(20, 'normal');
    await untilWaiting(20);
    expect(await store.documents.act(id, 'cancel')).toMatchObject({ status: 'cancelled' });
    openGate();
    work();
    await until(
      () => producer.counts(),
      (counts) => Object.values(counts).every((count) => count === 0),
      { withinMs: 10_000, label: 'the queue is empty' },
    );
    expect(await store.documents.find(id)).toMatchObject({ paragraphs: { cancelled: 20 } });
  });
});
