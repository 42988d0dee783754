import { DelayedError, UnrecoverableError, WaitingError, type Job } from 'bullmq';
import { AppError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import type { JobContext } from './paragraph-queue.ts';

/** What a run needs of BullMQ's job. */
export type RunnableJob = Pick<
  Job<unknown>,
  'id' | 'data' | 'attemptsMade' | 'opts' | 'moveToWait' | 'moveToDelayed'
>;

/** Short for a person who waits for the store to come back, long enough not to press it while it does. */
const outageDelayMs = 2_000;

/** Runs the processor on jobs, and can stop it from outside. */
export interface JobRunner {
  run(job: RunnableJob, token: string | undefined): Promise<void>;
  /** The job's lock is lost: another worker may have it already. */
  abort(jobId: string): void;
  /** Aborts all runs, now and to come, and puts their jobs back. */
  stop(): void;
  /** Stops waiting for processors that did not heed `stop`. They go on; their jobs are put back. */
  abandon(): void;
}

/** What is done with the payload of a job, and how it is read. */
export interface JobWork<Payload> {
  /** Throws JOB_INVALID for what is no such payload. */
  readonly parse: (data: unknown) => Payload;
  readonly process: (payload: Payload, context: JobContext) => Promise<void>;
}

interface Run {
  readonly controller: AbortController;
  readonly abandon: () => void;
}

/*
 * What becomes of a job, by how its run ends:
 *
 *   the processor resolves ─────────────────────────────► done
 *   it rejects, `retry` of the AppError is 'later',
 *   or it is some other error ──────────────────────────► tried again with backoff; failed after the last try
 *   it rejects, 'never' or 'operator'; payload unreadable► failed at once
 *   it rejects with STORE_UNAVAILABLE ──────────────────► waits outageDelayMs and runs again, as if it had not been tried
 *   it rejects or is abandoned after `stop` ────────────► put back, as if it had not been tried
 *   it ends after its lock was lost ────────────────────► nothing: BullMQ refuses what comes without the lock
 *
 * A stop is not the paragraph's fault, so it costs no try: three deployments in a row must not fail a long paragraph.
 * Neither is a store that is away: three tries pass in seconds, an outage may take an hour.
 * If putting back fails as well, the lock runs out and the job is found stalled.
 *
 * What the queue keeps of a failure is the code and the catalogue's sentence, never another error's message: that may
 * quote the text.
 */
export function createJobRunner<Payload>({ parse, process }: JobWork<Payload>, log: Logger): JobRunner {
  const runs = new Map<string, Run>();
  let stopping = false;

  const run = async (job: RunnableJob, token: string | undefined): Promise<void> => {
    const jobId = String(job.id);
    const payload = readPayload(job, parse, log);
    if (stopping) await putBack(job, token, log);
    // Here already: its first run lost the lock without noticing, the thread having been blocked.
    runs.get(jobId)?.controller.abort(lockLost());
    const controller = new AbortController();
    let mine: Run | undefined;
    const abandoned = new Promise<never>((_, reject) => {
      mine = {
        controller,
        abandon: () => {
          reject(stopped());
        },
      };
      runs.set(jobId, mine);
    });
    const lastTry = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    try {
      await Promise.race([process(payload, { lastTry, signal: controller.signal }), abandoned]);
    } catch (error) {
      if (stopping) await putBack(job, token, log);
      if (isOutage(error)) await postpone(job, token, log);
      log.warn({ jobId, code: codeOf(error), lastTry, err: error }, 'job not done');
      throw refusalOf(error);
    } finally {
      if (runs.get(jobId) === mine) runs.delete(jobId);
    }
  };

  return {
    run,
    abort: (jobId) => {
      runs.get(jobId)?.controller.abort(lockLost());
    },
    stop: () => {
      stopping = true;
      for (const { controller } of runs.values()) controller.abort(stopped());
    },
    abandon: () => {
      for (const { abandon } of runs.values()) abandon();
    },
  };
}

function readPayload<Payload>(job: RunnableJob, parse: JobWork<Payload>['parse'], log: Logger): Payload {
  try {
    return parse(job.data);
  } catch (error) {
    log.error({ jobId: job.id, code: codeOf(error) }, 'job cannot be read');
    throw refusalOf(error);
  }
}

/** Always throws: BullMQ's word for "not finished, and not failed either". */
async function putBack(job: RunnableJob, token: string | undefined, log: Logger): Promise<never> {
  try {
    await job.moveToWait(token);
  } catch (error) {
    log.warn({ jobId: job.id, err: error }, 'job not put back; it is found when its lock runs out');
  }
  throw new WaitingError();
}

function isOutage(error: unknown): boolean {
  return error instanceof AppError && error.code === 'STORE_UNAVAILABLE';
}

/** Always throws: BullMQ's word for "later". */
async function postpone(job: RunnableJob, token: string | undefined, log: Logger): Promise<never> {
  try {
    await job.moveToDelayed(Date.now() + outageDelayMs, token);
  } catch (error) {
    log.warn({ jobId: job.id, err: error }, 'job not postponed; it is found when its lock runs out');
  }
  throw new DelayedError();
}

function refusalOf(error: unknown): Error {
  if (!(error instanceof AppError)) return new Error(codeOf(error));
  const reason = `${error.code}: ${error.message}`;
  return error.retry === 'later' ? new Error(reason) : new UnrecoverableError(reason);
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'INTERNAL';
}

function lockLost(): Error {
  return new DOMException('The lock on this job is lost.', 'AbortError');
}

function stopped(): Error {
  return new DOMException('The consumer stops.', 'AbortError');
}
