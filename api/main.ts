import type { Logger } from '../core/logger.ts';
import { openExtractor } from '../extracts/thread/open-extractor.ts';
import { openComparer } from '../models/comparison/open-comparer.ts';
import { openModelShelf } from '../models/shelf/open-model-shelf.ts';
import { openQueue } from '../queue/open-queue.ts';
import { startOutboxRelay } from '../queue/outbox-relay.ts';
import type { ParagraphQueue } from '../queue/paragraph-queue.ts';
import { startQueueSweep } from '../queue/queue-sweep.ts';
import { startWebhookRelay } from '../queue/webhook-relay.ts';
import type { Config } from '../runtime/config/read-config.ts';
import { isLoopback } from '../runtime/config/is-loopback.ts';
import { readSample } from '../runtime/read-sample.ts';
import { findWebBuild } from '../runtime/find-web-build.ts';
import { readVersion } from '../runtime/read-version.ts';
import { requireDatabaseUrl } from '../runtime/config/require-database-url.ts';
import { runProcess, type RunningProcess } from '../runtime/run-process.ts';
import { migrateStore } from '../store/migrate-store.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { startWebhooks } from '../workers/webhooks/start-webhooks.ts';
import type { AccessRules } from './auth/access-rules.ts';
import { requireKeys } from './auth/require-keys.ts';
import { buildApp } from './build-app.ts';
import { startServer } from './start-server.ts';

/** The relay is woken by the database; this is for the wake-up that was lost. */
const relayPollMs = 1_000;
/** Articles are being stored for a sixth of the time at most; measured in docs/performance.md. */
const intakePace = { restRatio: 5, mostResting: 64 };
/** A page asks for several things at once. */
const keptConnections = 4;
/** A lost queue is noticed within this time plus the age below. */
const sweepEveryMs = 10_000;

runProcess({ name: 'api', stopWithinMs: (config) => config.shutdownGraceMs + 5_000, start: startApi });

async function startApi(config: Config, log: Logger): Promise<RunningProcess> {
  const databaseUrl = requireDatabaseUrl(config);
  const access = accessRulesOf(config);
  const store = await prepareStore(databaseUrl, config, access, log);
  const queue = await openQueue({
    databaseUrl,
    ...(config.redisUrl === undefined ? {} : { redisUrl: config.redisUrl }),
    log,
  });
  const producer = queue.producer();
  const relay = startOutboxRelay({ outbox: store.outbox, producer, log, pollIntervalMs: relayPollMs });
  const sweep = startQueueSweep({
    outbox: store.outbox,
    paragraphs: store.paragraphs,
    producer,
    log,
    intervalMs: sweepEveryMs,
    olderThanMs: sweepEveryMs,
  });
  const webhooks = deliverWebhooks(config, store, queue, log);
  const webDirectory = await findWebBuild();
  const extractor = openExtractor();
  const models = openModelShelf({ modelsDir: config.modelsDir, log });
  const app = await buildApp({
    ...partsOf(store),
    models,
    comparer: openComparer({ modelsDir: config.modelsDir, shelf: models, log }),
    modelIsFixed: config.model !== 'auto',
    readSample,
    extractor,
    backend: queue.backend,
    producer,
    boardQueues: await queue.boardQueues(),
    sendsWebhooks: config.webhookSecret !== undefined,
    access,
    translateWithinMs: config.translateWithinMs,
    maxWaitingParagraphs: config.maxWaitingParagraphs,
    ...(config.workers === 0 ? {} : { intakePace }),
    log,
    ...(webDirectory === undefined ? {} : { webDirectory }),
    version: await readVersion(),
  });
  const server = await startServer({ app, host: config.host, port: config.port });
  return {
    address: server.address,
    broken: new Promise(() => undefined),
    stop: async () => {
      await server.close();
      await extractor.close();
      await Promise.all([relay.stop(), sweep.stop(), webhooks.stop()]);
      await queue.close();
      await store.close();
    },
  };
}

/** The store at this version, with its first connections made; closed again where a key is missing. */
async function prepareStore(
  databaseUrl: string,
  { host }: Config,
  access: AccessRules,
  log: Logger,
): Promise<Store> {
  await migrateStore({ databaseUrl, log });
  const store = await openStore({ databaseUrl, log, keptConnections });
  await requireKeys(store.keys, access, host).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  await store.warm();
  return store;
}

function partsOf(store: Store) {
  const { documents, changes, exports, revisions, workers, work, backlog } = store;
  const { search, glossaries, webhooks, keys, sessions } = store;
  return {
    documents,
    changes,
    exports,
    revisions,
    workers,
    work,
    backlog,
    search,
    glossaries,
    webhooks,
    keys,
    sessions,
  };
}

/** A server that others can reach asks for keys; one that only this machine reaches answers to this machine's names. */
function accessRulesOf({ host, keys, allowedHosts, requestsPerMinute }: Config): AccessRules {
  const named = allowedHosts === undefined ? undefined : new Set(allowedHosts.toLowerCase().split(','));
  return {
    askForKeys: keys === 'required' || !isLoopback(host) ? 'always' : 'once-made',
    hosts: named ?? (isLoopback(host) ? new Set() : 'any'),
    requestsPerMinute,
  };
}

function deliverWebhooks(
  { webhookSecret, webhookAllow }: Config,
  { webhooks }: Store,
  queue: ParagraphQueue,
  log: Logger,
): ReturnType<typeof startWebhooks> {
  return startWebhooks({
    webhooks,
    queue,
    startRelay: startWebhookRelay,
    secret: webhookSecret,
    allowed: new Set(webhookAllow?.toLowerCase().split(',')),
    log,
  });
}
