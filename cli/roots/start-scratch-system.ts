import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appError } from '../../core/app-error.ts';
import { readConfig, type Environment } from '../../runtime/config/read-config.ts';
import { abortable } from '../../runtime/abortable.ts';
import { createLogger } from '../../runtime/logger.ts';
import { startSystem, type System } from '../../runtime/start-system.ts';
import { startEmbeddedPostgres } from '../../store/embedded/start-embedded-postgres.ts';
import { migrateStore } from '../../store/migrate-store.ts';

const standardErrorFd = 2;
/** Database and API together take seconds; an installation that is broken fails over and over again. */
const startWithinMs = 120_000;

/**
 * A whole Muwazi on a scratch directory and a free port of this machine: nothing of it is left after `stop()`.
 *
 * Takes settings from `env` (model, workers, threads …) except for where things are kept; models that were pulled before
 * are used. Logs errors only, and to standard error. Once `signal` aborts it stops by itself and rejects with the
 * signal's reason. Rejects with NOT_READY when it does not come up.
 */
export async function startScratchSystem(env: Environment, signal: AbortSignal): Promise<System> {
  const { modelsDir, workers } = readConfig(env);
  const scratch = await mkdtemp(join(tmpdir(), 'muwazi-scratch-'));
  const remove = (): Promise<void> => rm(scratch, { recursive: true, force: true });
  try {
    // As root the database runs under another account, which has to reach its own directory in here.
    await chmod(scratch, 0o711);
    const config = readConfig({
      MUWAZI_LOG_LEVEL: 'error',
      ...env,
      DATABASE_URL: undefined,
      REDIS_URL: undefined,
      MUWAZI_DATA_DIR: scratch,
      MUWAZI_MODELS_DIR: modelsDir,
      MUWAZI_HOST: '127.0.0.1',
      MUWAZI_PORT: '0',
      // It is ours alone, and there are no keys in it.
      MUWAZI_KEYS: 'auto',
      MUWAZI_WORKERS: String(Math.max(1, workers)),
      // Nothing that is left undone is kept.
      MUWAZI_SHUTDOWN_GRACE_MS: '0',
    });
    const log = createLogger(config, 'cli', { write: (line) => void process.stderr.write(line) });
    const overdue = AbortSignal.timeout(startWithinMs);
    const foundations = {
      startDatabase: startEmbeddedPostgres,
      migrate: migrateStore,
      logFd: standardErrorFd,
      signal: AbortSignal.any([signal, overdue]),
    };
    const system = await startSystem(config, log, foundations);
    const stop = async (): Promise<void> => {
      await system.stop();
      await remove();
    };
    // A model that is fetched for minutes must not keep ^C waiting.
    await abortable(system.workersReady, signal).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { ...system, stop };
  } catch (error) {
    await remove();
    if (!(error instanceof DOMException)) throw error;
    const why = `a server did not start within ${startWithinMs / 1000} seconds; "muwazi doctor" may know why`;
    throw appError('NOT_READY', [why], { cause: error });
  }
}
