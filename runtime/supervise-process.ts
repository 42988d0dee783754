import { fork, type ChildProcess } from 'node:child_process';
import { appError, AppError } from '../core/app-error.ts';
import { errorCatalogue, type ErrorCode } from '../core/error-catalogue.ts';
import type { Logger } from '../core/logger.ts';
import type { Environment } from './config/read-config.ts';
import { parseChildMessage, stopMessage } from './process-messages.ts';

export interface ProcessSpec {
  /** For the log: `api`, `worker-1` … */
  readonly name: string;
  /** The compiled entry file. */
  readonly entry: string;
  /** Laid over our own environment; asked for at the beginning of every life. */
  readonly env: () => Environment;
  /** File descriptor of ours that its log goes to; standard output unless told. */
  readonly logFd?: number;
}

export interface SupervisedProcess {
  readonly name: string;
  /** Undefined between two lives. */
  pid(): number | undefined;
  /**
   * Resolves with the address at the first `ready`, however many lives that takes; rejects with the child's own error
   * when only an operator can mend what ended it.
   */
  readonly firstReady: Promise<string | null>;
  /** Asks the present life to end; the next one begins with a new environment. */
  restart(): void;
  /** Lets the present life go on and does not start another. */
  retire(): void;
  /** Asks it to stop, kills it after `graceMs`, and does not start it again. */
  stop(graceMs: number): Promise<void>;
}

/*
 * One child process, kept alive.
 *
 *   starting ──'ready'──► running ──exit──► waiting(backoff) ──► starting …
 *      └─ exit before 'ready' ─────────────────► waiting(backoff)
 *   any ──stop()──► stopping ──exit, or killed after the grace──► stopped (for good)
 *
 * The pause doubles with every life that was short and starts again at the shortest after a long one, so that a
 * broken installation does not spin and one crash costs half a second.
 */
const shortestPauseMs = 500;
const longestPauseMs = 10_000;
const longLifeMs = 60_000;

/** Starts `spec` and keeps it alive until stopped. */
export function superviseProcess(spec: ProcessSpec, log: Logger): SupervisedProcess {
  let child: ChildProcess | undefined;
  let retired = false;
  let pauseMs = shortestPauseMs;
  let timer: NodeJS.Timeout | undefined;
  const first = deferAddress();

  const ended = (
    startedAtMs: number,
    how: { readonly code: number | null; readonly signal: string | null },
  ): void => {
    child = undefined;
    if (retired) return;
    pauseMs = performance.now() - startedAtMs > longLifeMs ? shortestPauseMs : pauseMs;
    log.warn({ child: spec.name, ...how, restartInMs: pauseMs }, 'process ended; it is started again');
    timer = setTimeout(begin, pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  };

  const begin = (): void => {
    const startedAtMs = performance.now();
    const life = forkLife(spec);
    child = life;
    log.info({ child: spec.name, childPid: life.pid }, 'process started');
    let failure: AppError | undefined;
    life.on('message', (value) => {
      const message = parseChildMessage(value);
      if (message?.type === 'ready') first.resolve(message.address);
      if (message?.type === 'failed') failure = errorFrom(message.code, message.message);
    });
    life.on('error', (error) => {
      log.error({ child: spec.name, err: error }, 'process could not be run');
      // Without a process there is no exit to wait for.
      if (life.pid === undefined) ended(startedAtMs, { code: null, signal: null });
    });
    life.on('exit', (code, signal) => {
      if (failure?.retry === 'operator') first.reject(failure);
      ended(startedAtMs, { code, signal });
    });
  };
  const retire = (): void => {
    retired = true;
    clearTimeout(timer);
  };
  begin();

  return {
    name: spec.name,
    pid: () => child?.pid,
    firstReady: first.promise,
    restart: () => {
      child?.kill('SIGTERM');
    },
    retire,
    stop: async (graceMs) => {
      retire();
      if (child !== undefined) await endChild(child, graceMs);
    },
  };
}

function forkLife(spec: ProcessSpec): ChildProcess {
  return fork(spec.entry, {
    env: { ...process.env, ...spec.env() },
    stdio: ['ignore', spec.logFd ?? 'inherit', 'inherit', 'ipc'],
  });
}

async function endChild(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  if (child.connected) child.send(stopMessage, () => undefined);
  else child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(timer);
}

function errorFrom(code: string, message: string): AppError {
  return code in errorCatalogue
    ? new AppError(code as ErrorCode /* looked up just now */, message)
    : appError('INTERNAL', []);
}

interface Deferred {
  readonly promise: Promise<string | null>;
  readonly resolve: (address: string | null) => void;
  readonly reject: (reason: AppError) => void;
}

/** Promise.withResolvers() for one type; Node 20 does not have it. */
function deferAddress(): Deferred {
  let resolve: Deferred['resolve'] = () => undefined;
  let reject: Deferred['reject'] = () => undefined;
  const promise = new Promise<string | null>((fulfil, fail) => {
    resolve = fulfil;
    reject = fail;
  });
  // Nobody has to wait for a process to be ready; an unwatched rejection must not end the supervisor.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
