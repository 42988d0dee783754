import { AppError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import { readConfig, type Config } from './config/read-config.ts';
import { createLogger } from './logger.ts';
import { stopMessage, type ChildMessage } from './process-messages.ts';

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
  /** Stands in every log line. */
  readonly name: string;
  /** The process exits whatever `stop` still does after so long. */
  readonly stopWithinMs: (config: Config) => number;
  /** `signal` aborts when a stop is asked for while starting; whoever cannot stop half way may ignore it. */
  readonly start: (config: Config, log: Logger, signal: AbortSignal) => Promise<RunningProcess>;
}

/** Exit codes, as sysexits(3) has them: 78 says that a person must change the configuration first. */
export const exitCodes = { ok: 0, failed: 1, configuration: 78 } as const;

const startGraceMs = 10_000;

/*
 * The life of a process: starting, running, stopping, gone.
 *
 *   starting ──start() resolves──► running ──SIGINT, SIGTERM, the supervisor's word, its channel closed──► stopping ──► exit 0
 *      └─ start() rejects ► exit 78 or 1      └─ broken, or an error nobody caught ──────────────────────► stopping ──► exit 1
 *
 * A stop asked for while starting aborts start()'s signal. It is carried out once start() has settled, or the process ends
 * after a while without waiting for it any longer. A second signal ends the process at once.
 */

/** Runs one process from reading its configuration to its exit. The process ends in here, never in the caller. */
export function runProcess({ name, stopWithinMs, start }: ProcessOptions): void {
  let config: Config;
  try {
    config = readConfig(process.env);
  } catch (error) {
    refuseConfig(error);
    return;
  }
  const log = createLogger(config, name);
  void live(log, stopWithinMs(config), (signal) => start(config, log, signal), listenForStop(log));
}

/** There is no logger before there is a configuration; a person reads this on the terminal. */
function refuseConfig(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  const exit = (): never => process.exit(exitCodes.configuration);
  if (error instanceof AppError) tellSupervisor(failureMessage(error), exit);
  else exit();
}

/** Resolves with the exit code when somebody or something asks the process to stop. */
function listenForStop(log: Logger): Promise<number> {
  return new Promise((resolve) => {
    let stopping = false;
    const stop = (exitCode: number): void => {
      stopping = true;
      resolve(exitCode);
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (stopping) process.exit(exitCodes.failed);
        stop(exitCodes.ok);
      });
    }
    onSupervisorsWord(() => {
      stop(exitCodes.ok);
    });
    process.on('uncaughtException', (error) => {
      log.error({ err: error }, 'error that nobody caught');
      stop(exitCodes.failed);
    });
  });
}

async function live(
  log: Logger,
  stopWithinMs: number,
  start: (signal: AbortSignal) => Promise<RunningProcess>,
  stopRequested: Promise<number>,
): Promise<void> {
  const stopped = new AbortController();
  void stopRequested.then(() => {
    stopped.abort(new Error('stopped while starting'));
  });
  let running: RunningProcess;
  try {
    running = await Promise.race([start(stopped.signal), overdueStart(stopRequested)]);
  } catch (error) {
    if (error === stopped.signal.reason) process.exit(await stopRequested);
    await reportFailedStart(log, error);
    process.exit(isOperators(error) ? exitCodes.configuration : exitCodes.failed);
  }
  tellSupervisor({ type: 'ready', address: running.address });
  const exitCode = await Promise.race([stopRequested, whenBroken(running, log)]);
  const overdue = setTimeout(() => {
    log.error({ stopWithinMs }, 'process did not stop in time');
    process.exit(exitCodes.failed);
  }, stopWithinMs);
  overdue.unref();
  try {
    await running.stop();
    process.exit(exitCode);
  } catch (error) {
    log.error({ err: error }, 'process did not stop cleanly');
    process.exit(exitCodes.failed);
  }
}

/** Rejects when a stop was asked for and starting goes on and on; never settles otherwise. */
async function overdueStart(stopRequested: Promise<number>): Promise<never> {
  await stopRequested;
  await new Promise((resolve) => setTimeout(resolve, startGraceMs));
  throw new Error('starting did not end in time');
}

async function whenBroken(running: RunningProcess, log: Logger): Promise<number> {
  const reason = await running.broken;
  log.error({ err: reason }, 'process is broken');
  return exitCodes.failed;
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
    tellSupervisor(failureMessage(error), resolve);
  });
}

function failureMessage({ code, message, retry }: AppError): ChildMessage {
  return { type: 'failed', code, message, retry };
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
  // The supervisor may have died while this process was still loading its modules: that event is over and not repeated.
  if (process.send !== undefined && !process.connected) stop();
}
