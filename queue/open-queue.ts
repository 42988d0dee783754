import type { Logger } from '../core/logger.ts';
import { openBoardQueues } from './board-queues.ts';
import type { BullBackend } from './bull-backend.ts';
import { createJobConsumer, createParagraphConsumer } from './paragraph-consumer.ts';
import { createParagraphProducer } from './paragraph-producer.ts';
import type { ParagraphConsumer, ParagraphQueue } from './paragraph-queue.ts';
import { openPostgresBackend } from './postgres-backend.ts';
import { openRedisBackend } from './redis-backend.ts';
import { webhookConsumerOptions } from './queue-settings.ts';
import { reportErrorsTo } from './report-errors.ts';
import { parseWebhookJob } from './webhook-job.ts';
import { createWebhookProducer } from './webhook-producer.ts';

export interface OpenQueueOptions {
  /** PostgreSQL, used when there is no Redis. */
  readonly databaseUrl: string;
  /** `redis://` or `rediss://`. Given: the queue is there, and several machines can share it. */
  readonly redisUrl?: string;
  readonly log: Logger;
}

/**
 * Opens the paragraph queue: in Redis when `redisUrl` is given, in PostgreSQL otherwise. Both do the same.
 *
 * Rejects with QUEUE_UNAVAILABLE when the server cannot be reached, with REDIS_POLICY when Redis may drop jobs, and with
 * CONFIG_INVALID when it refuses the login. Once open, a server that goes away is waited for (consumers) or reported
 * at once (producers).
 */
export async function openQueue({ databaseUrl, redisUrl, log }: OpenQueueOptions): Promise<ParagraphQueue> {
  const reportError = reportErrorsTo(log, () => performance.now());
  const backend =
    redisUrl === undefined
      ? await openPostgresBackend({ databaseUrl, reportError })
      : await openRedisBackend({ redisUrl, log, reportError });
  log.info({ backend: backend.name }, 'queue open');
  return createParagraphQueue(backend, log);
}

function createParagraphQueue(backend: BullBackend, log: Logger): ParagraphQueue {
  const producers: { readonly close: () => Promise<void> }[] = [];
  const consumers: ParagraphConsumer[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(consumers.map((consumer) => consumer.close({ graceMs: 0 })));
    await Promise.all(producers.map((producer) => producer.close()));
    await backend.close();
  };
  let closed: Promise<void> | undefined;
  return {
    backend: backend.name,
    producer: () => {
      const producer = createParagraphProducer(backend, log);
      producers.push(producer);
      return producer;
    },
    consume: (options) => {
      const consumer = createParagraphConsumer(backend, options, log);
      consumers.push(consumer);
      return consumer;
    },
    webhookProducer: () => {
      const producer = createWebhookProducer(backend, log);
      producers.push(producer);
      return producer;
    },
    consumeWebhooks: (process) => {
      const work = { parse: parseWebhookJob, process };
      const consumer = createJobConsumer(backend, webhookConsumerOptions, work, log);
      consumers.push(consumer);
      return consumer;
    },
    boardQueues: async () => {
      const board = await openBoardQueues(backend);
      producers.push(board);
      return board.queues;
    },
    close: () => (closed ??= close()),
  };
}
