import { createHmac } from 'node:crypto';

export interface SignedParts {
  /** The delivery; the same on every try. */
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

/**
 * The headers that prove where a webhook comes from, as Standard Webhooks has them: HMAC-SHA-256 over `id.timestamp.body`.
 *
 * Receivers check the signature, refuse timestamps (seconds) more than five minutes from their own clock, and remember ids
 * for as long, which leaves nothing to replay.
 *
 * @param secret `whsec_` and the key in base64
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signWebhook(
  { id, sentAt, body }: SignedParts,
  secret: string,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
