import { performance } from 'node:perf_hooks';
import { AppError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import type { Config } from './config/read-config.ts';
import { runProcess, type RunningProcess } from './run-process.ts';
import { startSystem } from './start-system.ts';
import { startEmbeddedPostgres } from '../store/embedded/start-embedded-postgres.ts';
import { migrateStore } from '../store/migrate-store.ts';

/** Two rounds of children's grace (API, then workers) and the database's own stop. */
const stopAllowanceMs = 30_000;

runProcess({
  name: 'muwazi',
  stopWithinMs: (config) => 2 * config.shutdownGraceMs + stopAllowanceMs,
  start: startEverything,
});

async function startEverything(config: Config, log: Logger, signal: AbortSignal): Promise<RunningProcess> {
  const system = await startSystem(config, log, {
    startDatabase: startEmbeddedPostgres,
    migrate: migrateStore,
    signal,
  });
  const sinceStartMs = (): number => Math.round(performance.now());
  log.info({ address: system.address, sinceStartMs: sinceStartMs() }, 'listening');
  void system.workersReady.then(
    () => {
      log.info({ address: system.address, sinceStartMs: sinceStartMs() }, 'ready to translate');
    },
    (error: unknown) => {
      const reason = error instanceof AppError ? { code: error.code, reason: error.message } : { err: error };
      log.error(reason, 'no translation: a worker could not start');
    },
  );
  return { address: system.address, broken: new Promise(() => undefined), stop: () => system.stop() };
}
