import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { AppError, appError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import type { BullBackend, BullQueue, BullWorker, BullWorkerSettings, ReportError } from './bull-backend.ts';
import { fetchAgainMs, keptEvents, maxStalledCount, redisKeyPrefix } from './queue-settings.ts';
import { dropCommandArguments, isRedisAway, redisCodeOf } from './redis-errors.ts';
import { refuseEviction } from './redis-policy.ts';
import { within } from './within.ts';

/** A server that is there answers in milliseconds; a request must not hang on one that is not. */
const connectTimeoutMs = 2_000;

/** Between two tries to connect again: at first soon, then every two seconds, for ever. */
const reconnectDelayMs = (tries: number): number => Math.min(tries * 100, 2_000);

/** Commands fail at once while there is no connection, and those under way as soon as it breaks. */
const hasty = { enableOfflineQueue: false, maxRetriesPerRequest: 0, lazyConnect: true } as const;

/** Commands wait for a connection, however long it takes. BullMQ demands it of workers. */
const patient = { maxRetriesPerRequest: null } as const;

export interface RedisBackendOptions {
  readonly redisUrl: string;
  readonly log: Logger;
  readonly reportError: ReportError;
}

/**
 * BullMQ in Redis over connections of our own: one for all queues, two for each worker.
 *
 * Rejects with QUEUE_UNAVAILABLE when the server cannot be reached, with CONFIG_INVALID when it refuses the login and
 * with REDIS_POLICY when it may drop keys. No error, logged or thrown, holds the password.
 */
export async function openRedisBackend({
  redisUrl,
  log,
  ...options
}: RedisBackendOptions): Promise<BullBackend> {
  const reportError: ReportError = (error) => {
    dropCommandArguments(error);
    options.reportError(error);
  };
  const client = connect(redisUrl, hasty, reportError);
  try {
    await openConnection(client);
    await refuseEviction(client, log);
  } catch (error) {
    client.disconnect();
    throw error instanceof AppError ? error : openingError(error);
  }
  return {
    name: 'redis',
    openQueue: (name) => openQueue(name, client, reportError),
    openWorker: (name, settings) => openWorker(name, { redisUrl, reportError }, settings),
    isAway: isRedisAway,
    close: () => {
      client.disconnect();
      return Promise.resolve();
    },
  };
}

function connect(redisUrl: string, options: typeof hasty | typeof patient, reportError: ReportError): Redis {
  const client = new Redis(redisUrl, {
    connectTimeout: connectTimeoutMs,
    retryStrategy: reconnectDelayMs,
    // After a fail-over the old master answers as a replica; a new connection finds the new one.
    reconnectOnError: (error) => redisCodeOf(error) === 'READONLY',
    ...options,
  });
  client.on('error', reportError);
  return client;
}

/** Rejects with the error behind a failed connection; ioredis itself would only say that it is closed. */
async function openConnection(client: Redis): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    client.once('error', reject);
  });
  await within(connectTimeoutMs, Promise.race([client.connect(), failed]));
}

function openingError(cause: unknown): unknown {
  const code = redisCodeOf(cause);
  if (code === 'WRONGPASS' || code === 'NOAUTH' || code === 'NOPERM') {
    return appError('CONFIG_INVALID', [`REDIS_URL: the server refused the login (${code})`], { cause });
  }
  return isRedisAway(cause) ? appError('QUEUE_UNAVAILABLE', [], { cause }) : cause;
}

function openQueue(name: string, client: Redis, reportError: ReportError): BullQueue {
  const queue = new Queue(name, {
    connection: client,
    prefix: redisKeyPrefix,
    streams: { events: { maxLen: keptEvents } },
    // BullMQ would wait for a connection before each operation, and remember for ever when the first one failed.
    skipWaitingForReady: true,
    skipVersionCheck: true,
  });
  queue.on('error', reportError);
  return {
    queue,
    // Sent in one go: ioredis writes what is asked for in the same turn to the socket together.
    statesOf: (jobIds) => Promise.all(jobIds.map((id) => queue.getJobState(id))),
    close: () => queue.close(),
  };
}

function openWorker(
  name: string,
  { redisUrl, reportError }: Pick<RedisBackendOptions, 'redisUrl' | 'reportError'>,
  settings: BullWorkerSettings,
): BullWorker {
  const client = connect(redisUrl, patient, reportError);
  const worker = new Worker(name, settings.process, {
    connection: client,
    prefix: redisKeyPrefix,
    concurrency: settings.concurrency,
    lockDuration: settings.lockDurationMs,
    stalledInterval: settings.lockDurationMs / 2,
    maxStalledCount,
    runRetryDelay: fetchAgainMs,
  });
  worker.on('error', reportError);
  worker.on('lockRenewalFailed', settings.onLocksLost);
  worker.on('stalled', settings.onStalled);
  worker.on('failed', settings.onFailed);
  worker.on('closed', () => {
    client.disconnect();
  });
  return {
    close: () => worker.close(),
    drop: () => {
      client.disconnect();
      worker.disconnect().catch(reportError);
    },
  };
}
