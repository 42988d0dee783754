import { expect, onTestFinished, test } from 'vitest';
import { appError } from '../../../core/app-error.ts';
import type { JobPresence } from '../../../queue/paragraph-queue.ts';
import { startQueueSweep } from '../../../queue/queue-sweep.ts';
import { createMemoryOutbox, type MemoryOutbox } from '../../support/memory-outbox.ts';
import { recordLog } from '../../support/recorded-log.ts';
import { until } from '../../support/until.ts';

interface Sweeping {
  readonly outbox: MemoryOutbox;
  readonly failed: string[];
  readonly asked: number[];
  readonly log: ReturnType<typeof recordLog>;
}

/** An outbox whose `count` paragraphs are all handed over, and a queue that answers with `presenceOf`. */
async function start(
  count: number,
  presenceOf: (paragraphId: string) => JobPresence,
  intervalMs = 20,
  outcome: 'failed' | 'superseded' = 'failed',
): Promise<Sweeping> {
  const outbox = createMemoryOutbox();
  for (let number = 0; number < count; number += 1) {
    outbox.put({ documentId: 'document-1', paragraphId: idOf(number), generation: 0 });
  }
  await outbox.relay(count, () => Promise.resolve());
  const failed: string[] = [];
  const asked: number[] = [];
  const log = recordLog();
  const sweep = startQueueSweep({
    outbox,
    paragraphs: {
      failEntry: ({ paragraphId }, code) => {
        failed.push(`${paragraphId} ${code}`);
        return Promise.resolve(outcome);
      },
    },
    producer: {
      presenceOf: async (jobs) => {
        asked.push(jobs.length);
        await Promise.resolve();
        return jobs.map(({ paragraphId }) => presenceOf(paragraphId));
      },
    },
    log,
    intervalMs,
    olderThanMs: 0,
  });
  onTestFinished(() => sweep.stop());
  return { outbox, failed, asked, log };
}

const idOf = (number: number): string => `paragraph-${String(number).padStart(5, '0')}`;

function untilSwept({ asked }: Sweeping, times: number): Promise<unknown> {
  return until(
    () => asked.length,
    (length) => length >= times,
    { withinMs: 2_000, label: `${times} questions`, everyMs: 5 },
  );
}

test('paragraphs that the queue lost go back into the outbox as the next generation', async () => {
  const sweeping = await start(3, (id) => (id === idOf(1) ? 'absent' : 'pending'));
  await until(
    () => sweeping.outbox.waiting,
    (waiting) => waiting.length === 1,
    { withinMs: 2_000, label: 'handed back' },
  );
  expect(sweeping.outbox.waiting).toEqual([
    { documentId: 'document-1', paragraphId: idOf(1), generation: 1 },
  ]);
  expect(sweeping.failed).toEqual([]);
});

test('a paragraph that the queue has given up fails', async () => {
  const sweeping = await start(2, (id) => (id === idOf(0) ? 'failed' : 'pending'), 60_000);
  await until(
    () => sweeping.failed,
    (failed) => failed.length > 0,
    { withinMs: 2_000, label: 'failed' },
  );
  expect(sweeping.failed).toEqual([`${idOf(0)} WORKER_LOST`]);
  expect(sweeping.outbox.waiting).toEqual([]);
});

test('a paragraph that was handed over anew meanwhile is not called failed', async () => {
  const sweeping = await start(1, () => 'failed', 20, 'superseded');
  await untilSwept(sweeping, 3);
  expect(sweeping.log.lines).toEqual([]);
});

test('paragraphs at work are left alone', async () => {
  const sweeping = await start(5, () => 'pending');
  await untilSwept(sweeping, 3);
  expect(sweeping.outbox.handedOver).toHaveLength(5);
  expect(sweeping.failed).toEqual([]);
  expect(sweeping.log.lines).toEqual([]);
});

test('every page is compared, not only the first', async () => {
  const last = idOf(1_199);
  const sweeping = await start(1_200, (id) => (id === last ? 'absent' : 'pending'), 60_000);
  await until(
    () => sweeping.outbox.waiting,
    (waiting) => waiting.length === 1,
    { withinMs: 2_000, label: 'the last one is handed back' },
  );
  expect(sweeping.asked).toEqual([500, 500, 200]);
});

test('a store that is away is waited for, with one line in the log', async () => {
  const sweeping = await start(1, () => 'absent');
  sweeping.outbox.failWith(appError('STORE_UNAVAILABLE', []));
  await until(
    () => sweeping.log.lines,
    (lines) => lines.length > 0,
    { withinMs: 2_000, label: 'it says so' },
  );
  sweeping.outbox.failWith(undefined);
  await until(
    () => sweeping.outbox.waiting.length,
    (length) => length === 1,
    { withinMs: 2_000, label: 'handed back' },
  );
});
