import { resolve } from 'node:path';
import type { Logger } from '../core/logger.ts';
import { abortable } from './abortable.ts';
import type { Config, Environment } from './config/read-config.ts';
import { environmentOf } from './config/environment-of.ts';
import { acquireDataDir } from './data-dir-lock.ts';
import { keepDatabaseUp, type DatabaseKeeper, type StartedDatabase } from './keep-database-up.ts';
import { superviseProcess, type SupervisedProcess } from './supervise-process.ts';

/** A whole Muwazi on this machine: the embedded database where none is configured, the API, the workers. */
export interface System {
  /** Where the API listens. */
  readonly address: string;
  /** Resolves when every worker has its model; rejects with the reason of the first that could not load it. */
  readonly workersReady: Promise<void>;
  /** API first, then workers, then the database: nobody loses what they stand on. */
  stop(): Promise<void>;
}

/** What a system stands on; the composition roots hand it in. */
export interface Foundations {
  /** Starts the database that is used where none is configured. */
  readonly startDatabase: (options: {
    readonly dataDir: string;
    readonly log: Logger;
  }) => Promise<StartedDatabase>;
  readonly migrate: (options: { readonly databaseUrl: string; readonly log: Logger }) => Promise<void>;
  /** File descriptor that the children's log goes to, where standard output is for something else. */
  readonly logFd?: number;
  /** Aborts the start: everything is stopped, and it rejects with the reason. */
  readonly signal?: AbortSignal;
}

/** The supervisor waits longer than a child gives itself, so that the child's own last words are heard. */
const childGraceMs = 7_000;

/**
 * Starts everything `config` asks for and resolves when the API listens.
 * Rejects, with nothing left running, with DATA_DIR_HELD, DATABASE_START_FAILED, ADDRESS_IN_USE and their like.
 */
export async function startSystem(config: Config, log: Logger, foundations: Foundations): Promise<System> {
  const closers: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
  };
  try {
    const lock = await acquireDataDir(config.dataDir);
    closers.push(() => lock.release());
    const processes: SupervisedProcess[] = [];
    const databaseUrl = await findDatabase(config, log, foundations, {
      onMoved: () => {
        for (const process of processes) process.restart();
      },
      closers,
    });
    await foundations.migrate({ databaseUrl: databaseUrl(), log });
    const env = (): Environment => environmentOf({ ...config, databaseUrl: databaseUrl() });
    const graceMs = config.shutdownGraceMs + childGraceMs;
    const logFd = foundations.logFd === undefined ? {} : { logFd: foundations.logFd };
    const workers = Array.from({ length: config.workers }, (_, index) =>
      superviseProcess(
        { name: `worker-${index + 1}`, entry: entryOf('workers/main.js'), env, ...logFd },
        log,
      ),
    );
    closers.push(() => stopAll(workers, graceMs));
    const api = superviseProcess({ name: 'api', entry: entryOf('api/main.js'), env, ...logFd }, log);
    closers.push(() => api.stop(graceMs));
    processes.push(...workers, api);
    // ^C reaches the children as well: those that end first must not be started again while the others finish.
    closers.push(() => {
      for (const process of processes) process.retire();
      return Promise.resolve();
    });
    const { signal } = foundations;
    const listening = signal === undefined ? api.firstReady : abortable(api.firstReady, signal);
    const address = (await listening) ?? '';
    const workersReady = Promise.all(workers.map((worker) => worker.firstReady)).then(() => undefined);
    // Whoever does not ask need not know; the registry holds the reason too.
    workersReady.catch(() => undefined);
    return { address, workersReady, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The configured database, or one of our own that is kept up. The address is asked for anew at every use. */
async function findDatabase(
  config: Config,
  log: Logger,
  { startDatabase }: Foundations,
  { onMoved, closers }: { readonly onMoved: () => void; readonly closers: (() => Promise<void>)[] },
): Promise<() => string> {
  const { databaseUrl } = config;
  if (databaseUrl !== undefined) return () => databaseUrl;
  const keeper: DatabaseKeeper = await keepDatabaseUp({
    start: () => startDatabase({ dataDir: config.dataDir, log }),
    log,
    onMoved,
  });
  closers.push(() => keeper.stop());
  return () => keeper.databaseUrl();
}

async function stopAll(processes: readonly SupervisedProcess[], graceMs: number): Promise<void> {
  await Promise.all(processes.map((process) => process.stop(graceMs)));
}

/** Children run the compiled files; this file itself runs from dist/runtime/. */
function entryOf(path: string): string {
  return resolve(import.meta.dirname, '..', path);
}
