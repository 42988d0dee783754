import { documentPriorities } from '../core/document.ts';
import type { Logger } from '../core/logger.ts';
import type { OutboxStore, WaitingEntry } from '../store/outbox-store.ts';
import { createAlarm, type Alarm } from './alarm.ts';
import { toParagraphJob } from './paragraph-job.ts';
import type { ParagraphProducer } from './paragraph-queue.ts';
import { pause } from './pause.ts';

/** Entries per transaction of the store: large enough for speed, small enough to hold its rows for milliseconds. */
const batchSize = 200;

/**
 * Paragraphs of one priority in the queue at a time. An import of 100,000 paragraphs waits in the store, where waiting costs
 * nothing, rather than in Redis; and workers, even a hundred of them, find enough to do until the next look. What a pause takes
 * back leaves its job behind, beside the window: at most one window for each pause, of jobs that end at once.
 */
const handOverWindow = 1_000;

/**
 * A look costs the same for one entry as for two hundred, so that where entries come one after the other it rests before the next
 * one, so many times as long as it took and no longer than the second figure.
 */
const restRatio = 4;
const longestRestMs = 200;

/** After a failure; doubled after each one that follows. */
const firstBackoffMs = 250;
const longestBackoffMs = 10_000;

export interface OutboxRelayOptions {
  readonly outbox: Pick<OutboxStore, 'relay' | 'onNewEntries'>;
  readonly producer: Pick<ParagraphProducer, 'enqueue'>;
  readonly log: Logger;
  /** How late an entry is found whose notification was lost. */
  readonly pollIntervalMs: number;
}

export interface OutboxRelay {
  /** Finishes the batch in hand, then resolves. Never rejects. */
  stop(): Promise<void>;
}

/*
 * One loop, so that a relay never overtakes itself:
 *
 *             new entries, or pollIntervalMs is over
 *   waiting ────────────────────────────────────────► relaying ──► a full batch: relaying again
 *      ▲                                                │   └───── the store or the queue rejects: backing off
 *      ├──────── the outbox is empty: resting ◄─────────┘                          │
 *      └──────────── 250 ms, 500 ms … 10 s are over ◄──────────────────────────────┘
 *
 * New entries that are announced while it relays or rests are not forgotten: it looks again before it waits. Those announced
 * while it backs off do not shorten that, or a busy API would hammer a queue that is away.
 *
 * The store marks entries as handed over after `enqueue` resolved. If we die between the two, they are enqueued again,
 * and the job's id makes it one job. If the job was finished and removed in that short time, a second one runs; it
 * finds a paragraph that needs no work.
 */

/** Hands what stands in the outbox to the queue, from now until `stop`. A store or queue that is away is waited for. */
export function startOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const alarm = createAlarm();
  const stopping = new AbortController();
  const ended = relayUntil(stopping.signal, alarm, options);
  return {
    stop: async () => {
      stopping.abort();
      alarm.ring();
      await ended;
    },
  };
}

async function relayUntil(stop: AbortSignal, alarm: Alarm, options: OutboxRelayOptions): Promise<void> {
  const { outbox, log, pollIntervalMs } = options;
  let unsubscribe: (() => Promise<void>) | undefined;
  let failures = 0;
  while (!stop.aborted) {
    try {
      unsubscribe ??= await outbox.onNewEntries(() => {
        alarm.ring();
      });
      const begunMs = performance.now();
      const relayed = await relayBatch(options);
      const tookMs = performance.now() - begunMs;
      if (failures > 0) log.info({ failures }, 'outbox relay works again');
      failures = 0;
      if (relayed === batchSize) continue;
      await pause(Math.min(tookMs * restRatio, longestRestMs), stop);
      await alarm.wait(pollIntervalMs);
    } catch (error) {
      failures += 1;
      // The first says what is wrong; the rest of an outage is the same line over and over.
      if (failures === 1) log.warn({ err: error }, 'outbox not relayed, trying again');
      await pause(Math.min(firstBackoffMs * 2 ** (failures - 1), longestBackoffMs), stop);
    }
  }
  await unsubscribe?.().catch((error: unknown) => {
    log.debug({ err: error }, 'outbox subscription not ended');
  });
}

async function relayBatch({ outbox, producer, log }: OutboxRelayOptions): Promise<number> {
  const relayed = await outbox.relay(batchSize, (entries) => enqueueByPriority(producer, entries), {
    window: handOverWindow,
  });
  if (relayed > 0) log.debug({ paragraphs: relayed }, 'outbox relayed');
  return relayed;
}

/** The most urgent first. When a later call rejects, the earlier ones are repeated and find their jobs there. */
async function enqueueByPriority(
  producer: Pick<ParagraphProducer, 'enqueue'>,
  entries: readonly WaitingEntry[],
): Promise<void> {
  for (const priority of documentPriorities) {
    const jobs = entries.filter((entry) => entry.priority === priority).map(toParagraphJob);
    if (jobs.length > 0) await producer.enqueue(jobs, priority);
  }
}
