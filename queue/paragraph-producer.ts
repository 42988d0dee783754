import { AppError, appError } from '../core/app-error.ts';
import { documentPriorities, type DocumentPriority } from '../core/document.ts';
import type { Logger } from '../core/logger.ts';
import type { BullBackend, BullQueue } from './bull-backend.ts';
import { paragraphJobIdOf, type ParagraphJob } from './paragraph-job.ts';
import type { JobPresence, ParagraphProducer } from './paragraph-queue.ts';
import { jobOptions, queueName } from './queue-settings.ts';
import { NoAnswerError, within } from './within.ts';

/**
 * The most that one operation may take. Back ends that are gone are noticed at once; this is for one that accepts and
 * then says nothing. Far above what a batch of 200 jobs needs (some 50 ms) on a machine that is busy translating.
 */
const answerWithinMs = 5_000;

/** What `ping` promises. */
const pingWithinMs = 1_000;

/** A back end that is away must not keep a process from ending. */
const closeWithinMs = 2_000;

/** Makes a producer on `backend`. */
export function createParagraphProducer(backend: BullBackend, log: Logger): ParagraphProducer {
  const bull = backend.openQueue(queueName);
  const ask = async <Answer>(limitMs: number, work: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await within(limitMs, work());
    } catch (cause) {
      throw !(cause instanceof AppError) && backend.isAway(cause)
        ? appError('QUEUE_UNAVAILABLE', [], { cause })
        : cause;
    }
  };
  let closed: Promise<void> | undefined;
  return {
    enqueue: async (jobs, priority = 'normal') => {
      if (jobs.length === 0) return;
      await ask(answerWithinMs, () => bull.queue.addBulk(jobs.map((job) => toBullJob(job, priority))));
    },
    presenceOf: async (jobs) => {
      if (jobs.length === 0) return [];
      const states = await ask(answerWithinMs, () => bull.statesOf(jobs.map(paragraphJobIdOf)));
      return states.map(presenceIn);
    },
    counts: async () => {
      const counts = await ask(answerWithinMs, () =>
        bull.queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'),
      );
      const count = (state: string): number => counts[state] ?? 0;
      return {
        // BullMQ counts what waits with a priority apart.
        waiting: count('waiting') + count('prioritized'),
        active: count('active'),
        delayed: count('delayed'),
        failed: count('failed'),
      };
    },
    ping: async () => {
      // The cheapest question that both back ends know.
      await ask(pingWithinMs, () => bull.queue.isPaused());
    },
    close: () => (closed ??= closeInTime(bull, log)),
  };
}

async function closeInTime(bull: BullQueue, log: Logger): Promise<void> {
  try {
    await within(closeWithinMs, bull.close());
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    log.warn({}, 'producer closed without an answer of the back end');
  }
}

/** BullMQ's priorities: 1 is first, and a job without one would be before all others. */
function toBullJob(
  job: ParagraphJob,
  priority: DocumentPriority,
): { name: string; data: ParagraphJob; opts: Record<string, unknown> } {
  const rank = documentPriorities.indexOf(priority) + 1;
  return {
    name: 'translate',
    data: job,
    opts: { ...jobOptions, priority: rank, jobId: paragraphJobIdOf(job) },
  };
}

function presenceIn(state: string): JobPresence {
  if (state === 'failed') return 'failed';
  return state === 'unknown' || state === 'completed' ? 'absent' : 'pending';
}
