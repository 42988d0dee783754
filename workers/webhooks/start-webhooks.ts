import type { Logger } from '../../core/logger.ts';
import type { ParagraphQueue } from '../../queue/paragraph-queue.ts';
import type { startWebhookRelay } from '../../queue/webhook-relay.ts';
import type { WebhookStore } from '../../store/webhook-store.ts';
import type { AllowedHosts } from './checked-lookup.ts';
import { createWebhookProcessor } from './deliver-webhook.ts';

/** How late a delivery is found. */
const relayPollMs = 1_000;
/** For requests under way when the process stops; those cut off are sent again. */
const stopGraceMs = 2_000;

export interface WebhookOptions {
  readonly webhooks: WebhookStore;
  readonly queue: Pick<ParagraphQueue, 'webhookProducer' | 'consumeWebhooks'>;
  readonly startRelay: typeof startWebhookRelay;
  /** Undefined: none are sent; what waits goes on waiting. */
  readonly secret: string | undefined;
  readonly allowed: AllowedHosts;
  readonly log: Logger;
}

/**
 * Relay and consumer of webhooks, in the process that calls this. The API process does: they only wait for other people's
 * servers, and a worker that computes must not be held up by one.
 */
export function startWebhooks(options: WebhookOptions): { stop(): Promise<void> } {
  const { webhooks, queue, startRelay, secret, allowed, log } = options;
  if (secret === undefined) return { stop: () => Promise.resolve() };
  const producer = queue.webhookProducer();
  const relay = startRelay({ webhooks, producer, log, pollIntervalMs: relayPollMs });
  const consumer = queue.consumeWebhooks(createWebhookProcessor({ webhooks, secret, allowed, log }));
  return {
    stop: async () => {
      await relay.stop();
      await consumer.close({ graceMs: stopGraceMs });
    },
  };
}
