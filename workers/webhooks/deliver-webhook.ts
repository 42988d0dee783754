import { appError, AppError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import type { WebhookProcessor } from '../../queue/webhook-queue.ts';
import type { Delivery, DeliveryAttempt, WebhookStore } from '../../store/webhook-store.ts';
import type { AllowedHosts } from './checked-lookup.ts';
import { postWebhook } from './post-webhook.ts';
import { signWebhook } from './sign-webhook.ts';

export interface WebhookDependencies {
  readonly webhooks: Pick<WebhookStore, 'find' | 'record'>;
  /** `whsec_` and a key in base64. */
  readonly secret: string;
  readonly allowed: AllowedHosts;
  readonly log: Logger;
  readonly now?: () => Date;
}

/*
 * A delivery is `queued`, then `delivered` or `failed`.
 *
 *   queued ──2xx──────────────────────────────────────────────────────► delivered
 *      ├──410, or an address that is not public──────────────────────► failed at once
 *      ├──anything else, tries left──► queued; the queue waits and tries again
 *      └──anything else, last try────────────────────────────────────► failed
 *
 * Sent at least once: when we die between the answer and writing it down, it is sent again under the same `webhook-id`.
 */

/** What is done with a webhook job. The message says which document ended and how, never what stands in it. */
export function createWebhookProcessor(dependencies: WebhookDependencies): WebhookProcessor {
  const { webhooks, log } = dependencies;
  return async ({ deliveryId }, { lastTry, signal }) => {
    const delivery = await webhooks.find(deliveryId);
    if (delivery?.status !== 'queued') return;
    const tried = await tryDelivery(delivery, dependencies, signal);
    signal.throwIfAborted();
    const attempt: DeliveryAttempt =
      tried.status === 'queued' && lastTry ? { ...tried, status: 'failed' } : tried;
    await webhooks.record(deliveryId, attempt);
    log.info({ deliveryId, documentId: delivery.documentId, ...attempt }, 'webhook tried');
    if (attempt.status === 'queued') throw appError('WEBHOOK_NOT_TAKEN', []);
  };
}

async function tryDelivery(
  delivery: Delivery,
  { secret, allowed, now = () => new Date() }: WebhookDependencies,
  signal: AbortSignal,
): Promise<DeliveryAttempt> {
  const body = bodyOf(delivery);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Muwazi',
    ...signWebhook({ id: delivery.id, sentAt: now(), body }, secret),
  };
  try {
    const lastStatus = await postWebhook({ url: new URL(delivery.url), headers, body }, { allowed, signal });
    return { status: statusAfter(lastStatus), lastStatus, lastError: null };
  } catch (error) {
    const isRefused = error instanceof AppError && error.code === 'WEBHOOK_ADDRESS_REFUSED';
    return { status: isRefused ? 'failed' : 'queued', lastStatus: null, lastError: codeOf(error) };
  }
}

function bodyOf({ event, documentId, createdAt }: Delivery): string {
  return JSON.stringify({ type: event, timestamp: createdAt.toISOString(), data: { documentId } });
}

/** 410: the receiver says that it wants no more of this. */
function statusAfter(status: number): DeliveryAttempt['status'] {
  if (status >= 200 && status < 300) return 'delivered';
  return status === 410 ? 'failed' : 'queued';
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
