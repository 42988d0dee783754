import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { appError } from '../core/app-error.ts';

/** The payload of a webhook job, version 1: which delivery. What is sent, and where, the store knows. */
const webhookJobSchema = Type.Object(
  { v: Type.Literal(1), deliveryId: Type.String({ minLength: 1, maxLength: 64 }) },
  { additionalProperties: false },
);
export type WebhookJob = Static<typeof webhookJobSchema>;

/** Rejects anything that is not a version 1 payload with JOB_INVALID. */
export function parseWebhookJob(data: unknown): WebhookJob {
  if (Value.Check(webhookJobSchema, data)) return data;
  throw appError('JOB_INVALID', ['its payload is not a version 1 webhook job']);
}

/** The same for the same delivery, so that adding it twice makes one job. */
export function webhookJobIdOf(deliveryId: string): string {
  return `webhook-${deliveryId}`;
}
