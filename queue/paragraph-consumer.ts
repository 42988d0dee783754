import type { Logger } from '../core/logger.ts';
import type { BullBackend, BullWorker } from './bull-backend.ts';
import { createJobRunner, type JobRunner, type JobWork } from './job-runner.ts';
import { parseParagraphJob } from './paragraph-job.ts';
import type { ConsumerOptions, ParagraphConsumer } from './paragraph-queue.ts';
import { queueName } from './queue-settings.ts';
import { NoAnswerError, within } from './within.ts';

/** For processors to heed their signal (a decoding step takes tens of milliseconds) and for putting the jobs back. */
const abortWithinMs = 2_000;

/** For putting back the jobs of processors that did not heed it. */
const abandonWithinMs = 1_000;

/** Starts to take paragraph jobs from `backend`. */
export function createParagraphConsumer(
  backend: BullBackend,
  { process, ...options }: ConsumerOptions,
  log: Logger,
): ParagraphConsumer {
  return createJobConsumer(backend, { queueName, ...options }, { parse: parseParagraphJob, process }, log);
}

export interface JobConsumerOptions extends Omit<ConsumerOptions, 'process'> {
  readonly queueName: string;
}

/** The same for jobs of any kind, from a queue of their own. */
export function createJobConsumer<Payload>(
  backend: BullBackend,
  { queueName: name, concurrency, lockDurationMs, onStalled }: JobConsumerOptions,
  work: JobWork<Payload>,
  log: Logger,
): ParagraphConsumer {
  const runner = createJobRunner(work, log);
  const bull = backend.openWorker(name, {
    concurrency,
    lockDurationMs,
    process: (job, token) => runner.run(job, token),
    onLocksLost: (jobIds) => {
      for (const jobId of jobIds) runner.abort(jobId);
      log.warn({ jobIds }, 'job locks lost');
    },
    onStalled: (jobId) => {
      onStalled?.();
      log.warn({ jobId }, 'job lost its worker and waits for another');
    },
    onFailed: (job) => {
      // Set on jobs that lost their worker too often; the runner never sees those. BullMQ's type has it on all jobs.
      const gaveUp: { readonly deferredFailure?: string } = job ?? {};
      if (gaveUp.deferredFailure === undefined) return;
      log.error(
        { jobId: job?.id, stalls: job?.stalledCounter },
        'job set aside, its workers stopped too often',
      );
    },
  });
  let closed: Promise<void> | undefined;
  return {
    close: ({ graceMs }) => (closed ??= closeInSteps(bull, runner, graceMs, log)),
  };
}

/*
 * BullMQ's close() takes no more jobs and waits for those in hand, without limit. So it is begun, and helped along:
 *
 *   wait graceMs ► stop: abort, put back ► abandon: stop waiting for processors ► drop the connections
 *
 * Each step is taken only when the one before was not enough. The last is for a back end that is away.
 */
async function closeInSteps(
  bull: BullWorker,
  runner: JobRunner,
  graceMs: number,
  log: Logger,
): Promise<void> {
  const closing = bull.close();
  const closedWithin = async (limitMs: number): Promise<boolean> => {
    try {
      await within(limitMs, closing);
    } catch (error) {
      if (error instanceof NoAnswerError) return false;
      log.warn({ err: error }, 'consumer closed with an error');
    }
    return true;
  };
  if (await closedWithin(graceMs)) return;
  runner.stop();
  if (await closedWithin(abortWithinMs)) return;
  runner.abandon();
  if (await closedWithin(abandonWithinMs)) return;
  log.warn({}, 'consumer closed without an answer of the back end');
  bull.drop();
}
