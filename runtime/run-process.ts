import { AppError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import type { ChildMessage } from './process-messages.ts';
import { stopMessage } from './process-messages.ts';

/** What `start` hands back once the process does its work. */
export interface RunningProcess {
  /** Where it listens; null when it does not. */
  readonly address: string | null;
  /** Finishes what it holds and lets go of everything. */
  stop(): Promise<void>;
  /** Settles with the reason when it can no longer do its work; the process then stops and exits with 1. */
  readonly broken: Promise<unknown>;
}

export interface ProcessOptions {
  readonly log: Logger;
  /** The process exits whatever `stop` still does after so long. */
  readonly stopWithinMs: number;
  readonly start: () => Promise<RunningProcess>;
}

/** Exit codes, as sysexits(3) has them: 78 says that a person must change the configuration first. */
export const exitCodes = { ok: 0, failed: 1, configuration: 78 } as const;

/*
 * The life of a process: starting, running, stopping, gone.
 *
 *   starting ──start() resolves──► running ──SIGINT, SIGTERM, the supervisor's word, its channel closed──► stopping ──► exit 0
 *      └─ start() rejects ► exit 78 or 1      └─ broken, or an error nobody caught ──────────────────────► stopping ──► exit 1
 *
 * A stop asked for while starting is carried out once start() has settled. A second signal ends the process at once.
 */

/** Runs one process from `start` to exit. Never returns control: the process ends in here. */
export function runProcess({ log, stopWithinMs, start }: ProcessOptions): void {
  let stopping = false;
  const stopRequested = new Promise<number>((resolve) => {
    const stop = (exitCode: number) => () => {
      if (stopping) process.exit(exitCodes.failed);
      stopping = true;
      resolve(exitCode);
    };
    process.on('SIGINT', stop(exitCodes.ok));
    process.on('SIGTERM', stop(exitCodes.ok));
    onSupervisorsWord(() => {
      if (!stopping) stop(exitCodes.ok)();
    });
    process.on('uncaughtException', (error) => {
      log.error({ err: error }, 'error that nobody caught');
      if (!stopping) stop(exitCodes.failed)();
    });
  });
  void live(log, stopWithinMs, start, stopRequested);
}

async function live(
  log: Logger,
  stopWithinMs: number,
  start: () => Promise<RunningProcess>,
  stopRequested: Promise<number>,
): Promise<void> {
  let running: RunningProcess;
  try {
    running = await start();
  } catch (error) {
    await reportFailedStart(log, error);
    process.exit(isOperators(error) ? exitCodes.configuration : exitCodes.failed);
  }
  tellSupervisor({ type: 'ready', address: running.address });
  const exitCode = await Promise.race([
    stopRequested,
    running.broken.then((reason) => {
      log.error({ err: reason }, 'process is broken');
      return exitCodes.failed;
    }),
  ]);
  setTimeout(() => {
    log.error({ stopWithinMs }, 'process did not stop in time');
    process.exit(exitCodes.failed);
  }, stopWithinMs).unref();
  try {
    await running.stop();
    process.exit(exitCode);
  } catch (error) {
    log.error({ err: error }, 'process did not stop cleanly');
    process.exit(exitCodes.failed);
  }
}

function isOperators(error: unknown): boolean {
  return error instanceof AppError && error.retry === 'operator';
}

async function reportFailedStart(log: Logger, error: unknown): Promise<void> {
  if (!(error instanceof AppError)) {
    log.error({ err: error }, 'process could not start');
    return;
  }
  log.error({ code: error.code, reason: error.message, cause: error.cause }, 'process could not start');
  await new Promise<void>((resolve) => {
    tellSupervisor({ type: 'failed', code: error.code, message: error.message, retry: error.retry }, resolve);
  });
}

function tellSupervisor(message: ChildMessage, sent: () => void = () => undefined): void {
  // Without a supervisor there is no channel, and a supervisor that just died cannot be told: both are fine.
  if (process.send === undefined || !process.connected) sent();
  else process.send(message, sent);
}

function onSupervisorsWord(stop: () => void): void {
  process.on('message', (message) => {
    if (message === stopMessage) stop();
  });
  process.on('disconnect', stop);
}
