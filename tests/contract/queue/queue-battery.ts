import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appError } from '../../../core/app-error.ts';
import { openQueue } from '../../../queue/open-queue.ts';
import type { ParagraphJob } from '../../../queue/paragraph-job.ts';
import type {
  ConsumerOptions,
  JobContext,
  ParagraphConsumer,
  ParagraphProducer,
  ParagraphQueue,
} from '../../../queue/paragraph-queue.ts';
import { startHoldingWorker } from '../../support/holding-worker.ts';
import { recordLog, type RecordedLog } from '../../support/recorded-log.ts';
import { until } from '../../support/until.ts';
import { jobOf, jobsOf, type QueueAddress, type QueueHarness } from './queue-harness.ts';

const lockDurationMs = 1_000;

/** One run of the processor, seen from inside. */
interface Seen {
  readonly job: ParagraphJob;
  readonly context: JobContext;
}

/** What every back end must do. `startHarness` starts the server behind it. */
export function describeParagraphQueue(backend: string, startHarness: () => Promise<QueueHarness>): void {
  describe(`paragraph queue on ${backend}`, () => {
    let harness: QueueHarness;
    let address: QueueAddress;
    let log: RecordedLog;
    let queue: ParagraphQueue;
    let producer: ParagraphProducer;
    let seen: Seen[];

    beforeAll(async () => {
      harness = await startHarness();
    });
    afterAll(async () => {
      await harness.remove();
    });
    beforeEach(async () => {
      address = await harness.fresh();
      log = recordLog();
      seen = [];
      queue = await openQueue({ ...address, log });
      producer = queue.producer();
    });
    afterEach(async () => {
      await queue.close();
    });

    const consume = (
      work: ConsumerOptions['process'] = () => Promise.resolve(),
      options: Partial<ConsumerOptions> = {},
    ): ParagraphConsumer =>
      queue.consume({
        concurrency: 4,
        lockDurationMs,
        process: async (job, context) => {
          seen.push({ job, context });
          await work(job, context);
        },
        ...options,
      });
    const untilSeen = (count: number, withinMs = 10_000): Promise<unknown> =>
      until(
        () => seen.length,
        (length) => length >= count,
        { withinMs, label: `${count} runs` },
      );
    const untilPresence = (job: ParagraphJob, wanted: string, withinMs = 15_000): Promise<unknown> =>
      until(
        () => producer.presenceOf([job]),
        ([presence]) => presence === wanted,
        { withinMs, label: `the job is ${wanted}` },
      );

    test('a job is run once and then forgotten', async () => {
      consume();
      await producer.enqueue([jobOf(1)]);
      await untilSeen(1);
      await untilPresence(jobOf(1), 'absent');
      expect(seen.map(({ job }) => job)).toEqual([jobOf(1)]);
      expect(seen[0]!.context.lastTry).toBe(false);
    });

    test('the same job enqueued ten times at once is run once', async () => {
      await Promise.all(Array.from({ length: 10 }, () => producer.enqueue([jobOf(1)])));
      expect(await producer.counts()).toMatchObject({ waiting: 1 });
      consume();
      await untilPresence(jobOf(1), 'absent');
      expect(seen).toHaveLength(1);
    });

    test('the next generation of a paragraph is another job', async () => {
      await producer.enqueue([jobOf(1, 0), jobOf(1, 1)]);
      consume();
      await untilSeen(2);
      expect(seen.map(({ job }) => job.generation).sort()).toEqual([0, 1]);
    });

    test('500 jobs go through, each once', async () => {
      await producer.enqueue(jobsOf(500));
      consume(undefined, { concurrency: 8 });
      await untilSeen(500, 30_000);
      await until(
        () => producer.counts(),
        ({ waiting, active }) => waiting + active === 0,
        { withinMs: 10_000, label: 'the queue is empty' },
      );
      expect(new Set(seen.map(({ job }) => job.paragraphId)).size).toBe(500);
      expect(seen).toHaveLength(500);
    });

    test('an error that may pass is tried again after a while, and the third try may succeed', async () => {
      const startedAtMs: number[] = [];
      consume(() => {
        startedAtMs.push(performance.now());
        return seen.length < 3 ? Promise.reject(appError('TRANSLATION_FAILED', [])) : Promise.resolve();
      });
      await producer.enqueue([jobOf(1)]);
      await untilSeen(3);
      await untilPresence(jobOf(1), 'absent');
      expect(seen.map(({ context }) => context.lastTry)).toEqual([false, false, true]);
      expect(startedAtMs[1]! - startedAtMs[0]!).toBeGreaterThan(400);
      expect(startedAtMs[2]! - startedAtMs[1]!).toBeGreaterThan(800);
    });

    test('a store that is away costs no try, however long it takes', async () => {
      const outages = 4;
      consume(() =>
        seen.length <= outages ? Promise.reject(appError('STORE_UNAVAILABLE', [])) : Promise.resolve(),
      );
      await producer.enqueue([jobOf(1)]);
      await untilSeen(outages + 1, 40_000);
      await untilPresence(jobOf(1), 'absent');
      expect(seen.map(({ context }) => context.lastTry)).toEqual(Array(outages + 1).fill(false));
    });

    test('after the third failure the job is given up', async () => {
      consume(() => Promise.reject(appError('TRANSLATION_FAILED', [])));
      await producer.enqueue([jobOf(1)]);
      await untilPresence(jobOf(1), 'failed');
      expect(seen).toHaveLength(3);
      expect(await producer.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 1 });
    });

    test('an error that nobody foresaw is tried again, and its message stays out of the queue', async () => {
      consume(() => Promise.reject(new Error('a sentence of an article')));
      await producer.enqueue([jobOf(1)]);
      await untilPresence(jobOf(1), 'failed');
      expect(seen).toHaveLength(3);
      const kept = await harness.dump();
      expect(kept).toContain(jobOf(1).paragraphId);
      expect(kept).not.toContain('a sentence of an article');
    });

    test.for(['PARAGRAPH_SUPERSEDED', 'WORKER_LOST'] as const)(
      'an error that does not pass (%s) is given up at once',
      async (code) => {
        consume(() => Promise.reject(appError(code, [])));
        await producer.enqueue([jobOf(1)]);
        await untilPresence(jobOf(1), 'failed');
        expect(seen).toHaveLength(1);
      },
    );

    test('a job of a later version is refused, not guessed', async () => {
      consume();
      // What a newer process would enqueue; our types rightly do not allow it.
      const later = { ...jobOf(1), v: 2 } as unknown as ParagraphJob;
      await producer.enqueue([later, jobOf(2)]);
      await untilPresence(later, 'failed');
      await untilPresence(jobOf(2), 'absent');
      expect(seen.map(({ job }) => job)).toEqual([jobOf(2)]);
      expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', code: 'JOB_INVALID' }));
    });

    test('presence and counts tell waiting, running, delayed, failed and unknown jobs apart', async () => {
      const held = holdUntilAborted();
      consume(
        ({ paragraphId }, { signal }) => {
          if (paragraphId === jobOf(1).paragraphId) return Promise.reject(appError('WORKER_LOST', []));
          if (paragraphId === jobOf(2).paragraphId) return Promise.reject(appError('TRANSLATION_FAILED', []));
          return held(signal);
        },
        { concurrency: 1 },
      );
      await producer.enqueue([jobOf(1)]);
      await untilPresence(jobOf(1), 'failed');
      await producer.enqueue([jobOf(2), jobOf(3), jobOf(4)]);
      await untilSeen(3);
      expect(await producer.counts()).toEqual({ waiting: 1, active: 1, delayed: 1, failed: 1 });
      expect(await producer.presenceOf([1, 2, 3, 4, 5].map((number) => jobOf(number)))).toEqual([
        'failed',
        'pending',
        'pending',
        'pending',
        'absent',
      ]);
    });

    test('two consumers share the work', async () => {
      const byConsumer = [0, 0];
      for (const index of byConsumer.keys()) {
        consume(
          async () => {
            byConsumer[index]! += 1;
            await tick(20);
          },
          { concurrency: 1 },
        );
      }
      await producer.enqueue(jobsOf(20));
      await untilSeen(20);
      expect(Math.min(...byConsumer)).toBeGreaterThan(0);
      expect(seen).toHaveLength(20);
    });

    test('closing waits for the work in hand and takes no more', async () => {
      const consumer = consume(() => tick(500), { concurrency: 1 });
      await producer.enqueue([jobOf(1), jobOf(2)]);
      await untilSeen(1);
      await consumer.close({ graceMs: 5_000 });
      expect(seen).toHaveLength(1);
      expect(seen[0]!.context.signal.aborted).toBe(false);
      expect(await producer.presenceOf([jobOf(1), jobOf(2)])).toEqual(['absent', 'pending']);
    });

    test('closing aborts what takes longer than its grace, and that costs no try', async () => {
      for (const round of [1, 2, 3, 4]) {
        const consumer = consume((_, { signal }) => holdUntilAborted()(signal), { concurrency: 1 });
        if (round === 1) await producer.enqueue([jobOf(1)]);
        await untilSeen(round);
        await consumer.close({ graceMs: 50 });
        expect(seen.at(-1)!.context).toMatchObject({ lastTry: false, signal: { aborted: true } });
        expect(await producer.counts()).toMatchObject({ waiting: 1, active: 0 });
      }
    });

    test('closing ends in time when the work does not heed its signal, and another consumer gets the job', async () => {
      const consumer = consume(() => new Promise(() => undefined));
      await producer.enqueue([jobOf(1)]);
      await untilSeen(1);
      const startedAtMs = performance.now();
      await consumer.close({ graceMs: 50 });
      expect(performance.now() - startedAtMs).toBeLessThan(4_000);
      consume();
      await untilPresence(jobOf(1), 'absent');
      expect(seen).toHaveLength(2);
    });

    test('a job that takes many times its lock duration keeps its lock', async () => {
      consume(() => tick(lockDurationMs * 4));
      // A second consumer would take the job as soon as the lock ran out.
      consume(() => tick(lockDurationMs * 4));
      await producer.enqueue([jobOf(1)]);
      await untilPresence(jobOf(1), 'absent');
      expect(seen).toHaveLength(1);
      expect(seen[0]!.context.signal.aborted).toBe(false);
    });

    test('a job whose lock is lost is told so', async () => {
      consume((_, { signal }) => holdUntilAborted()(signal));
      await producer.enqueue([jobOf(1)]);
      await untilSeen(1);
      await harness.loseJobs();
      await until(
        () => seen[0]!.context.signal.aborted,
        (aborted) => aborted,
        { withinMs: lockDurationMs * 3, label: 'the signal aborts' },
      );
    });

    test('the job of a killed worker is run by another', async () => {
      const worker = startHoldingWorker({ ...address, lockDurationMs });
      await producer.enqueue([jobOf(1)]);
      await worker.took();
      await worker.kill();
      consume();
      await untilSeen(1, 15_000);
      await untilPresence(jobOf(1), 'absent');
      expect(log.lines).toContainEqual(
        expect.objectContaining({ message: 'job lost its worker and waits for another' }),
      );
    });

    test('a job that loses every worker is set aside in the end', { timeout: 60_000 }, async () => {
      await producer.enqueue([jobOf(1)]);
      const workers = Array.from({ length: 4 }, () =>
        startHoldingWorker({ ...address, lockDurationMs: 500 }),
      );
      const kills = workers.map(async (worker) => {
        await worker.took();
        await worker.kill();
      });
      // A machine so busy that a living worker missed its lock sets the job aside earlier.
      await Promise.race([Promise.all(kills), untilPresence(jobOf(1), 'failed', 50_000)]);
      await Promise.all(workers.map((worker) => worker.kill()));
      consume(undefined, { lockDurationMs: 500 });
      await untilPresence(jobOf(1), 'failed');
      expect(seen).toHaveLength(0);
    });

    test('while the server is away producers fail at once; when it is back everything works again', async () => {
      consume();
      await producer.enqueue([jobOf(1)]);
      await untilSeen(1);
      await harness.goAway();
      for (const attempt of [
        () => producer.enqueue([jobOf(2)]),
        () => producer.ping(),
        () => producer.counts(),
        () => queue.producer().enqueue([jobOf(2)]),
      ]) {
        const startedAtMs = performance.now();
        await expect(attempt()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE', status: 503 });
        expect(performance.now() - startedAtMs).toBeLessThan(1_500);
      }
      const made = consume(); // A consumer made now waits as well.
      await harness.comeBack();
      await until(
        () => producer.enqueue([jobOf(3)]).then(() => true),
        (done) => done,
        { withinMs: 10_000, label: 'the producer works again' },
      );
      await until(
        () => seen.map(({ job }) => job.paragraphId),
        (ids) => ids.includes(jobOf(3).paragraphId),
        { withinMs: 15_000, label: 'a consumer works again' },
      );
      await made.close({ graceMs: 1_000 });
    });

    test('an outage is not a flood of log lines', async () => {
      consume();
      await producer.ping();
      await harness.goAway();
      await tick(3_000);
      const warnings = log.lines.filter(({ level }) => level === 'warn').length;
      await harness.comeBack();
      expect(warnings).toBeLessThan(10);
    });

    test('closing ends in time while the server is away', async () => {
      const consumer = consume((_, { signal }) => holdUntilAborted()(signal));
      await producer.enqueue([jobOf(1)]);
      await untilSeen(1);
      await harness.goAway();
      const startedAtMs = performance.now();
      await consumer.close({ graceMs: 100 });
      await queue.close();
      expect(performance.now() - startedAtMs).toBeLessThan(6_000);
      await harness.comeBack();
    });

    test('a server that stops right after closing disturbs nobody, and no connection is left', async () => {
      consume();
      await producer.enqueue(jobsOf(5));
      await untilSeen(5);
      await queue.close();
      await until(
        () => harness.countConnections(),
        (connections) => connections === 0,
        { withinMs: 2_000, label: 'no connections' },
      );
      await harness.goAway();
      // An uncaught error would fail the run.
      await tick(50);
      await harness.comeBack();
    });

    test('a queue and a worker hold few connections', async () => {
      consume(() => tick(5), { concurrency: 8 });
      await producer.enqueue(jobsOf(100));
      await untilSeen(100);
      expect(await harness.countConnections()).toBeLessThanOrEqual(6);
    });

    test('a queue cannot be opened while its server is away', async () => {
      await harness.goAway();
      await expect(openQueue({ ...address, log })).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
      await harness.comeBack();
    });
  });
}

/** Work that ends only when it is told to. */
function holdUntilAborted(): (signal: AbortSignal) => Promise<never> {
  return (signal) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
}

function tick(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}
