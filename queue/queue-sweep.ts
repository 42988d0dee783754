import type { Logger } from '../core/logger.ts';
import type { OutboxEntry, OutboxStore } from '../store/outbox-store.ts';
import type { ParagraphStore } from '../store/paragraph-store.ts';
import { toParagraphJob } from './paragraph-job.ts';
import type { ParagraphProducer } from './paragraph-queue.ts';
import { pause } from './pause.ts';

/** Paragraphs compared in one go: one query of the store, one of the queue. */
const pageSize = 500;

export interface QueueSweepOptions {
  readonly outbox: Pick<OutboxStore, 'listHandedOver' | 'handBack'>;
  readonly paragraphs: Pick<ParagraphStore, 'failEntry'>;
  readonly producer: Pick<ParagraphProducer, 'presenceOf'>;
  readonly log: Logger;
  /** From the end of one sweep to the beginning of the next. The first begins at once. */
  readonly intervalMs: number;
  /** Paragraphs handed over since are left alone: most of them are done before anybody needs to look. */
  readonly olderThanMs: number;
}

export interface QueueSweep {
  /** Finishes the page in hand, then resolves. Never rejects. */
  stop(): Promise<void>;
}

/*
 * The store says which paragraphs are unfinished and handed over; the queue says what it knows of their jobs:
 *
 *   pending ─► nothing: it waits, or somebody works on it
 *   absent ──► handed back: into the outbox again, as the next generation. The queue was lost or flushed
 *   failed ──► the paragraph fails with WORKER_LOST: the queue has given up, and nobody could tell the store. Its
 *              workers were killed once too often, or the store was away when the last try failed
 *
 * The two are read one after the other, store first, and a job can end in between. That is harmless:
 *
 * - A job is removed after its processor resolved, and that is after the paragraph was finished in the store. So a
 *   paragraph whose job ended in between is finished by now, and handBack and failEntry touch only unfinished ones.
 * - The other order would not be: a job added between reading the queue and reading the store would seem absent.
 * - A paragraph is marked as handed over after its job was added. So "handed over and absent" is never "not yet".
 * - Two sweeps in two processes, or a pause and a resume in between: handBack and failEntry name the generation that was read,
 *   so what has another one by now is left alone.
 * - A worker may still hold a job that a flushed queue forgot. The paragraph is then translated twice and stored once:
 *   a newer claim supersedes the older one, and a claim on a finished paragraph is not given.
 */

/** Rebuilds a lost queue from the store, and ends paragraphs that the queue has given up, from now until `stop`. */
export function startQueueSweep(options: QueueSweepOptions): QueueSweep {
  const stopping = new AbortController();
  const ended = sweepUntil(stopping.signal, options);
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

async function sweepUntil(stop: AbortSignal, options: QueueSweepOptions): Promise<void> {
  let failures = 0;
  while (!stop.aborted) {
    try {
      await sweepOnce(stop, options);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1) options.log.warn({ err: error }, 'queue not compared with the store, trying again');
    }
    await pause(options.intervalMs, stop);
  }
}

async function sweepOnce(stop: AbortSignal, options: QueueSweepOptions): Promise<void> {
  const { outbox, olderThanMs } = options;
  let last: OutboxEntry | undefined;
  do {
    const page: readonly OutboxEntry[] = await outbox.listHandedOver({
      olderThanMs,
      limit: pageSize,
      ...(last === undefined ? {} : { afterParagraphId: last.paragraphId }),
    });
    await settle(page, options);
    last = page.length < pageSize ? undefined : page.at(-1);
  } while (last !== undefined && !stop.aborted);
}

async function settle(entries: readonly OutboxEntry[], options: QueueSweepOptions): Promise<void> {
  const { outbox, paragraphs, producer, log } = options;
  const presences = await producer.presenceOf(entries.map(toParagraphJob));
  const lost = entries.filter((_, index) => presences[index] === 'absent');
  const failed = entries.filter((_, index) => presences[index] === 'failed');
  if (lost.length > 0) {
    const handedBack = await outbox.handBack(lost);
    // Fewer than were lost, often none: jobs that ended while we looked.
    if (handedBack > 0) log.warn({ paragraphs: handedBack }, 'jobs lost, paragraphs handed back');
  }
  for (const entry of failed) {
    const { documentId, paragraphId } = entry;
    if ((await paragraphs.failEntry(entry, 'WORKER_LOST')) === 'superseded') continue;
    log.error({ documentId, paragraphId }, 'paragraph failed, the queue has given it up');
  }
}
