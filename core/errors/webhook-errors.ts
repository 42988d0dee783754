import { entry, type Entry } from './entry.ts';

/** Webhooks. */
export const webhookErrors = {
  WEBHOOKS_OFF: entry(
    422,
    'operator',
    () => 'This server sends no webhooks: it has no secret to sign them with. Set MUWAZI_WEBHOOK_SECRET.',
  ),
  WEBHOOK_ADDRESS_REFUSED: entry(
    422,
    'operator',
    (host: string) =>
      `${host} is not on the public Internet. Whoever runs the server may allow it with MUWAZI_WEBHOOK_ALLOW.`,
  ),
  WEBHOOK_NOT_TAKEN: entry(502, 'later', () => 'The receiver did not take the webhook. It is sent again.'),
} as const satisfies Readonly<Record<string, Entry<never>>>;
