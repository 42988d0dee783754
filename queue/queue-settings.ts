/** The queue's name in BullMQ; also its name on the board. */
export const queueName = 'paragraphs';

/** The queue of webhooks to be sent, beside the one of paragraphs. */
export const webhookQueueName = 'webhooks';

/** Before every key in Redis, so that one server can hold more than this product. */
export const redisKeyPrefix = 'muwazi';

/** Where BullMQ keeps its tables in PostgreSQL, away from the store's. */
export const postgresSchema = 'muwazi_queue';

/**
 * What every paragraph job is added with.
 *
 * - Three tries: a model that fails three times on a paragraph fails on the paragraph.
 * - About 1 s, then about 2 s between them: long enough for a store or a model to come back from a hiccup, short enough
 *   for a person who watches. Half of it is random, so that jobs that failed together do not come back together.
 * - Done jobs go at once: the store has the result, and the queue stays small.
 * - Failed ones stay for the board, a week or the last 10,000; their ids carry the generation, so that they never stand
 *   in the way of a paragraph that is handed over anew.
 * - No stack traces: a queue holds clear text, and an error's stack may quote what was translated.
 */
export const jobOptions = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: { age: 7 * 24 * 60 * 60, count: 10_000 },
  stackTraceLimit: 0,
} as const;

/**
 * How often a job may lose its worker (killed, out of memory, frozen) before it is set aside as the likely cause.
 * Generous: an update that restarts every worker twice must not cost a paragraph.
 */
export const maxStalledCount = 3;

/** BullMQ keeps a stream of events per queue, 10,000 by default. Nobody here reads it. */
export const keptEvents = 1_000;

/** How long a worker waits before it asks again for a job after the connection broke. BullMQ's default is 15 s. */
export const fetchAgainMs = 1_000;

/**
 * What every webhook job is added with: ten tries over about 85 minutes (10 s, 20 s, 40 s … 43 min), half of each pause
 * random, so that a receiver that comes back is not overrun. Ended jobs go at once: the store has the log.
 */
export const webhookJobOptions = {
  attempts: 10,
  backoff: { type: 'exponential', delay: 10_000, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: true,
  stackTraceLimit: 0,
} as const;

/** Eight at a time, each waiting for somebody else's server; the lock is three times what a try may take. */
export const webhookConsumerOptions = {
  queueName: webhookQueueName,
  concurrency: 8,
  lockDurationMs: 30_000,
} as const;
