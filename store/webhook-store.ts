/** What happened to a document, as the receiver is told. */
export const webhookEvents = ['document.done', 'document.failed', 'document.cancelled'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** `queued`: still to be sent, or to be sent again. `failed`: given up. */
export type DeliveryStatus = 'queued' | 'delivered' | 'failed';

/** One message about one event, however often it was tried. */
export interface Delivery {
  readonly id: string;
  readonly documentId: string;
  readonly event: WebhookEvent;
  readonly url: string;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  /** HTTP status of the last answer; null when there was none. */
  readonly lastStatus: number | null;
  /** Why the last try got no answer: a code of ours or of the system, such as ECONNREFUSED. */
  readonly lastError: string | null;
  /** When the event happened. */
  readonly createdAt: Date;
  readonly lastTriedAt: Date | null;
}

/** How a try ended. */
export interface DeliveryAttempt {
  readonly status: DeliveryStatus;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

/**
 * Webhooks to be sent, and the log of those that were.
 *
 * A delivery comes into being in the transaction that ends its document, so neither is there without the other.
 */
export interface WebhookStore {
  /**
   * Hands up to `limit` deliveries to `enqueue`, as OutboxStore.relay does: those never handed over, and those handed over
   * long ago that have not ended, in case the queue was lost. The queue knows the others by their id.
   */
  relay(limit: number, enqueue: (ids: readonly string[]) => Promise<void>): Promise<number>;
  /** Undefined when it is gone with its document. */
  find(deliveryId: string): Promise<Delivery | undefined>;
  /** Counts a try. Nothing when the delivery is gone or has ended. */
  record(deliveryId: string, attempt: DeliveryAttempt): Promise<void>;
  /** Newest first; at most 100. */
  list(documentId: string): Promise<readonly Delivery[]>;
}
