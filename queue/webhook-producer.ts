import type { Logger } from '../core/logger.ts';
import type { BullBackend } from './bull-backend.ts';
import { webhookJobOptions, webhookQueueName } from './queue-settings.ts';
import { webhookJobIdOf, type WebhookJob } from './webhook-job.ts';
import type { WebhookProducer } from './webhook-queue.ts';
import { within } from './within.ts';

/** As for paragraphs: far above what a batch needs. */
const answerWithinMs = 5_000;
const closeWithinMs = 2_000;

/** Makes a producer of webhook jobs on `backend`. */
export function createWebhookProducer(backend: BullBackend, log: Logger): WebhookProducer {
  const bull = backend.openQueue(webhookQueueName);
  let closed: Promise<void> | undefined;
  return {
    enqueue: async (deliveryIds) => {
      if (deliveryIds.length > 0)
        await within(answerWithinMs, bull.queue.addBulk(deliveryIds.map(toBullJob)));
    },
    close: () =>
      (closed ??= within(closeWithinMs, bull.close()).catch((error: unknown) => {
        log.warn({ err: error }, 'webhook producer closed without an answer of the back end');
      })),
  };
}

function toBullJob(deliveryId: string): {
  name: string;
  data: WebhookJob;
  opts: Record<string, unknown>;
} {
  const opts = { ...webhookJobOptions, jobId: webhookJobIdOf(deliveryId) };
  return { name: 'deliver', data: { v: 1, deliveryId }, opts };
}
