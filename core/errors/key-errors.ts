import { entry, type Entry } from './entry.ts';

/** Who may do what, and how much of it. */
export const keyErrors = {
  KEY_MISSING: entry(
    401,
    'never',
    () => 'This server asks for a key. Send it as "Authorization: Bearer KEY".',
  ),
  KEY_INVALID: entry(
    401,
    'never',
    () => 'The key opens nothing: it is unknown, expired or revoked. Ask for a new one.',
  ),
  KEY_FORBIDDEN: entry(
    403,
    'never',
    (role: string, least: string) => `A key with the role ${role} may not do this; it takes ${least}.`,
  ),
  KEY_UNKNOWN: entry(404, 'never', (id: string) => `There is no key ${id} that could be used.`),
  RATE_LIMITED: entry(
    429,
    'later',
    (most: number, seconds: number) =>
      `More than ${most} requests in a minute. Wait ${seconds} seconds and send it again.`,
  ),
  QUOTA_EXCEEDED: entry(
    429,
    'later',
    (most: number) => `This key has sent its ${most} bytes for today. The day ends at midnight UTC.`,
  ),
} as const satisfies Readonly<Record<string, Entry<never>>>;
