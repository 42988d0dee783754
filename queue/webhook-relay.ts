import type { Logger } from '../core/logger.ts';
import type { WebhookStore } from '../store/webhook-store.ts';
import { pause } from './pause.ts';
import type { WebhookProducer } from './webhook-queue.ts';

const batchSize = 200;
/** The longest pause while store or queue are away. */
const longestPauseMs = 10_000;

export interface WebhookRelayOptions {
  readonly webhooks: Pick<WebhookStore, 'relay'>;
  readonly producer: Pick<WebhookProducer, 'enqueue'>;
  readonly log: Logger;
  /** How late a delivery may be found. Nobody waits at a screen for a webhook, so there is no wake-up. */
  readonly pollIntervalMs: number;
}

export interface WebhookRelay {
  /** Finishes the batch in hand, then resolves. Never rejects. */
  stop(): Promise<void>;
}

/**
 * Hands deliveries from the store to the queue, from now until `stop`, one batch after the other. Away parts are waited
 * for: the pause doubles with each failure that follows another.
 */
export function startWebhookRelay(options: WebhookRelayOptions): WebhookRelay {
  const stopping = new AbortController();
  const ended = relayUntil(stopping.signal, options);
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

async function relayUntil(stop: AbortSignal, options: WebhookRelayOptions): Promise<void> {
  const { webhooks, producer, log, pollIntervalMs } = options;
  let failures = 0;
  while (!stop.aborted) {
    let relayed = 0;
    try {
      relayed = await webhooks.relay(batchSize, (ids) => producer.enqueue(ids));
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1) log.warn({ err: error }, 'webhooks not relayed, trying again');
    }
    if (relayed < batchSize) await pause(Math.min(pollIntervalMs * 2 ** failures, longestPauseMs), stop);
  }
}
