import type { Logger } from '../core/logger.ts';
import { readProcessIdentity } from '../locks/process-identity.ts';

export interface StartedDatabase {
  readonly databaseUrl: string;
  /** The server's main process. */
  readonly pid: number;
  stop(): Promise<void>;
}

export interface KeepDatabaseUpOptions {
  readonly start: () => Promise<StartedDatabase>;
  readonly log: Logger;
  /** Called after a restart at another address: whoever holds the old one must be told. */
  readonly onMoved: () => void;
  /** Between two looks, and between two tries. */
  readonly lookEveryMs?: number;
}

export interface DatabaseKeeper {
  /** Where it is now. */
  databaseUrl(): string;
  stop(): Promise<void>;
}

/*
 * The embedded server is a process of its own that nothing supervises but us.
 *
 *   up ──its process is gone──► starting ──it runs──► up (same address: pools find it again; another: onMoved)
 *                                  └─ it does not start ──► starting, after a pause, for ever
 *   any ──stop()──► stopped
 */

/** Starts the database and starts it again whenever its process has died. Rejects when the first start fails. */
export async function keepDatabaseUp(options: KeepDatabaseUpOptions): Promise<DatabaseKeeper> {
  const { start, log, onMoved, lookEveryMs = 1_000 } = options;
  let database = await start();
  let identity = await readProcessIdentity(database.pid);
  let busy: Promise<void> = Promise.resolve();
  let looking = false;

  const look = async (): Promise<void> => {
    // The number alone may be another process's by now.
    if (isRunning(database.pid) && (await readProcessIdentity(database.pid)) === identity) return;
    log.error({ databasePid: database.pid }, 'database ended; it is started again');
    const before = database.databaseUrl;
    try {
      database = await start();
      identity = await readProcessIdentity(database.pid);
    } catch (error) {
      log.error({ err: error }, 'database did not start again; it is tried again');
      return;
    }
    if (database.databaseUrl !== before) onMoved();
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    busy = look().finally(() => {
      looking = false;
    });
  }, lookEveryMs);

  return {
    databaseUrl: () => database.databaseUrl,
    stop: async () => {
      clearInterval(timer);
      await busy;
      await database.stop();
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's: the server runs under its own account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
