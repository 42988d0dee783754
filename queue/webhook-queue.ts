import type { JobContext } from './paragraph-queue.ts';
import type { WebhookJob } from './webhook-job.ts';

/** Puts webhook jobs in. */
export interface WebhookProducer {
  /** One job per delivery, however often it is called. Rejects when the back end does not take them within seconds. */
  enqueue(deliveryIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** What is done with a webhook job: resolves when the delivery has ended, rejects to be tried again as a ParagraphProcessor does. */
export type WebhookProcessor = (job: WebhookJob, context: JobContext) => Promise<void>;
