import { AppError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import type { Config } from '../../runtime/config/read-config.ts';
import { acquireDataDir } from '../../runtime/data-dir-lock.ts';
import { findEmbeddedPostgres } from '../../store/embedded/find-embedded-postgres.ts';
import { startEmbeddedPostgres } from '../../store/embedded/start-embedded-postgres.ts';
import type { KeyStore } from '../../store/key-store.ts';
import { migrateStore } from '../../store/migrate-store.ts';
import { openStore } from '../../store/open-store.ts';

/**
 * Lets `work` at the keys of the installation that `config` describes, whether its server runs or not: in the configured
 * database, in the embedded one that runs, or in the embedded one started for as long as this takes.
 *
 * The database itself rather than the API: the first key is made before a server asks for one.
 */
export async function withKeys<Result>(
  config: Config,
  log: Logger,
  work: (keys: KeyStore) => Promise<Result>,
): Promise<Result> {
  const database = await reachDatabase(config, log);
  try {
    await migrateStore({ databaseUrl: database.databaseUrl, log });
    const store = await openStore({ databaseUrl: database.databaseUrl, log, maxConnections: 1 });
    try {
      return await work(store.keys);
    } finally {
      await store.close();
    }
  } finally {
    await database.leave();
  }
}

interface ReachedDatabase {
  readonly databaseUrl: string;
  /** Leaves it as it was found. */
  readonly leave: () => Promise<void>;
}

async function reachDatabase({ databaseUrl, dataDir }: Config, log: Logger): Promise<ReachedDatabase> {
  if (databaseUrl !== undefined) return { databaseUrl, leave: () => Promise.resolve() };
  try {
    const lock = await acquireDataDir(dataDir);
    try {
      const started = await startEmbeddedPostgres({ dataDir, log });
      const leave = async (): Promise<void> => {
        await started.stop();
        await lock.release();
      };
      return { databaseUrl: started.databaseUrl, leave };
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    const isHeld = error instanceof AppError && error.code === 'DATA_DIR_HELD';
    const running = isHeld ? await findEmbeddedPostgres(dataDir) : undefined;
    if (running === undefined) throw error;
    return { databaseUrl: running, leave: () => Promise.resolve() };
  }
}
