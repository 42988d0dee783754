import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { appError } from '../../../core/app-error.ts';
import { startOutboxRelay, type OutboxRelay } from '../../../queue/outbox-relay.ts';
import type { ParagraphJob } from '../../../queue/paragraph-job.ts';
import { createMemoryOutbox, type MemoryOutbox } from '../../support/memory-outbox.ts';
import { recordLog } from '../../support/recorded-log.ts';
import { until } from '../../support/until.ts';

const entries = (
  count: number,
  from = 0,
): { documentId: string; paragraphId: string; generation: number }[] =>
  Array.from({ length: count }, (_, index) => ({
    documentId: 'document-1',
    paragraphId: `paragraph-${String(from + index).padStart(5, '0')}`,
    generation: 0,
  }));

interface Relaying {
  readonly outbox: MemoryOutbox;
  readonly relay: OutboxRelay;
  readonly enqueued: ParagraphJob[];
  readonly log: ReturnType<typeof recordLog>;
}

function start(
  options: { readonly pollIntervalMs?: number; readonly enqueue?: () => Promise<void> } = {},
): Relaying {
  const outbox = createMemoryOutbox();
  const enqueued: ParagraphJob[] = [];
  const log = recordLog();
  const relay = startOutboxRelay({
    outbox,
    producer: {
      enqueue: async (jobs) => {
        await options.enqueue?.();
        enqueued.push(...jobs);
      },
    },
    log,
    pollIntervalMs: options.pollIntervalMs ?? 60_000,
  });
  onTestFinished(() => relay.stop());
  return { outbox, relay, enqueued, log };
}

function untilEnqueued({ enqueued }: Relaying, count: number, withinMs = 2_000): Promise<unknown> {
  return until(
    () => enqueued.length,
    (length) => length >= count,
    { withinMs, label: `${count} jobs`, everyMs: 5 },
  );
}

test('an announced entry is handed over without waiting for the poll', async () => {
  const relaying = start();
  await until(
    () => relaying.outbox.relays.calls,
    (calls) => calls === 1,
    { withinMs: 1_000, label: 'the relay waits' },
  );
  relaying.outbox.put(...entries(1));
  await untilEnqueued(relaying, 1);
  expect(relaying.enqueued).toEqual([{ v: 1, ...entries(1)[0] }]);
  expect(relaying.outbox.waiting).toEqual([]);
});

test('a backlog larger than a batch goes out at once', async () => {
  const relaying = start();
  relaying.outbox.put(...entries(1_234));
  await untilEnqueued(relaying, 1_234);
});

test('entries that come one after the other share a look', async () => {
  const relaying = start({ enqueue: () => sleep(50) });
  relaying.outbox.put(...entries(1));
  await untilEnqueued(relaying, 1);
  const before = relaying.outbox.relays.calls;
  for (const n of [1, 2, 3]) {
    relaying.outbox.put(...entries(1, n));
    await setImmediate();
  }
  await untilEnqueued(relaying, 4);
  expect(relaying.outbox.relays.calls).toBe(before + 1);
});

test('an entry announced while a batch is under way is not left until the poll', async () => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const relaying = start({ enqueue: () => held });
  relaying.outbox.put(...entries(1));
  await until(
    () => relaying.outbox.relays.calls,
    (calls) => calls === 1,
    { withinMs: 1_000, label: 'a batch is under way' },
  );
  relaying.outbox.put(...entries(1, 1));
  letGo();
  await untilEnqueued(relaying, 2);
  expect(relaying.outbox.relays.atOnce).toBe(1);
});

test('an entry whose announcement was lost is found by the poll', async () => {
  const outbox = createMemoryOutbox();
  const enqueued: ParagraphJob[] = [];
  const relay = startOutboxRelay({
    outbox: { ...outbox, onNewEntries: () => Promise.resolve(() => Promise.resolve()) },
    producer: {
      enqueue: (jobs) => {
        enqueued.push(...jobs);
        return Promise.resolve();
      },
    },
    log: recordLog(),
    pollIntervalMs: 50,
  });
  onTestFinished(() => relay.stop());
  outbox.put(...entries(1));
  await until(
    () => enqueued.length,
    (length) => length === 1,
    { withinMs: 1_000, label: 'found by the poll' },
  );
});

test('a queue that is away costs few tries and one line, and nothing is lost', async () => {
  let away = true;
  const relaying = start({
    enqueue: () => (away ? Promise.reject(appError('QUEUE_UNAVAILABLE', [])) : Promise.resolve()),
  });
  relaying.outbox.put(...entries(3));
  await until(
    () => relaying.outbox.relays.calls,
    (calls) => calls >= 3,
    { withinMs: 3_000, label: 'three tries' },
  );
  expect(relaying.log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  expect(relaying.outbox.waiting).toHaveLength(3);
  away = false;
  await untilEnqueued(relaying, 3, 5_000);
  expect(relaying.outbox.relays.calls).toBeLessThan(8);
});

test('new entries do not shorten the wait for a queue that is away', async () => {
  const relaying = start({ enqueue: () => Promise.reject(appError('QUEUE_UNAVAILABLE', [])) });
  for (let number = 0; number < 100; number += 1) {
    relaying.outbox.put(...entries(1, number));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // About half a second: 0 ms and 250 ms, not a hundred times.
  expect(relaying.outbox.relays.calls).toBeLessThanOrEqual(3);
});

test('a store that is away is waited for', async () => {
  const relaying = start();
  relaying.outbox.failWith(appError('STORE_UNAVAILABLE', []));
  relaying.outbox.put(...entries(1));
  await until(
    () => relaying.log.lines.length,
    (lines) => lines > 0,
    { withinMs: 1_000, label: 'it says so' },
  );
  relaying.outbox.failWith(undefined);
  await untilEnqueued(relaying, 1, 3_000);
});

test('stopping finishes the batch in hand and begins no other', async () => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const relaying = start({ enqueue: () => held });
  relaying.outbox.put(...entries(500));
  await until(
    () => relaying.outbox.relays.calls,
    (calls) => calls === 1,
    { withinMs: 1_000, label: 'a batch is under way' },
  );
  const stopped = relaying.relay.stop();
  letGo();
  await stopped;
  expect(relaying.enqueued).toHaveLength(200);
  expect(relaying.outbox.waiting).toHaveLength(300);
  expect(relaying.outbox.relays.calls).toBe(1);
});
