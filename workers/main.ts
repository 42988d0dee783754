import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { AppError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import { openTranslator } from '../models/open-translator.ts';
import { markInUse, type UseMark } from '../models/registry/model-users.ts';
import { resolveModel } from '../models/resolve-model.ts';
import type { Translator } from '../models/translator.ts';
import { openQueue } from '../queue/open-queue.ts';
import type { Config } from '../runtime/config/read-config.ts';
import { requireDatabaseUrl } from '../runtime/config/require-database-url.ts';
import { runProcess, type RunningProcess } from '../runtime/run-process.ts';
import { migrateStore } from '../store/migrate-store.ts';
import { openStore } from '../store/open-store.ts';
import { createWorkCounter } from './count-work.ts';
import { announcePresence, type PresenceAnnouncer } from './announce-presence.ts';
import { rememberGlossaries } from './remember-glossaries.ts';
import { translateParagraph } from './translate-paragraph.ts';

/** Well inside the time after which readers take a worker for gone. */
const announceEveryMs = 2_000;
const nowMs = (): number => performance.now();

runProcess({ name: 'worker', stopWithinMs: (config) => config.shutdownGraceMs + 5_000, start: startWorker });

async function startWorker(config: Config, log: Logger): Promise<RunningProcess> {
  const databaseUrl = requireDatabaseUrl(config);
  await migrateStore({ databaseUrl, log });
  const store = await openStore({ databaseUrl, log, maxConnections: 4 });
  const counter = createWorkCounter();
  const presence = announcePresence({
    registry: store.workers,
    initial: {
      workerId: randomUUID(),
      pid: process.pid,
      host: hostname(),
      status: 'loading',
      model: null,
      threads: config.threads,
      error: null,
      startedAt: new Date(),
    },
    intervalMs: announceEveryMs,
    measureResidentMemory: () => process.memoryUsage.rss(),
    counter,
    log,
  });
  const loadingSinceMs = performance.now();
  const { translator, mark } = await loadTranslator(config, presence, log);
  counter.modelLoaded(performance.now() - loadingSinceMs);
  const queue = await openQueue({
    databaseUrl,
    ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }),
    log,
  });
  const { paragraphs, memory, glossaries } = store;
  const finderOf = rememberGlossaries(glossaries);
  const consumer = queue.consume({
    concurrency: config.concurrency,
    lockDurationMs: config.lockDurationMs,
    onStalled: counter.stalled,
    process: (job, context) =>
      translateParagraph(job, context, { paragraphs, memory, finderOf, translator, counter, log, nowMs }),
  });
  await presence.update({ status: 'ready', model: translator.model });
  return {
    address: null,
    broken: translator.broken,
    stop: async () => {
      await presence.update({ status: 'stopping' });
      await consumer.close({ graceMs: config.shutdownGraceMs });
      await translator.close();
      await mark.release();
      await queue.close();
      await presence.withdraw();
      await store.close();
    },
  };
}

/** A worker without a model is of no use: it leaves its reason in the registry for `/health/ready` and ends. */
async function loadTranslator(
  config: Config,
  presence: PresenceAnnouncer,
  log: Logger,
): Promise<{ readonly translator: Translator; readonly mark: UseMark }> {
  const startedAtMs = performance.now();
  try {
    const { directory, identity } = await resolveModel({
      choice: config.model,
      modelsDir: config.modelsDir,
      log,
    });
    // Before it is opened: nobody takes its files away meanwhile.
    const mark = await markInUse(config.modelsDir, { id: identity.id, directory }, log);
    const translator = await openTranslator({
      modelDirectory: directory,
      identity,
      threads: config.threads,
      maxBatchTokens: config.maxBatchTokens,
      log,
    });
    const durationMs = Math.round(performance.now() - startedAtMs);
    log.info(
      { model: identity.id, revision: identity.revision, threads: config.threads, durationMs },
      'model loaded',
    );
    return { translator, mark };
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'INTERNAL';
    const message = error instanceof AppError ? error.message : 'The model could not be loaded.';
    await presence.update({ status: 'failed', error: { code, message } });
    presence.leaveLastWord();
    throw error;
  }
}
