import { entry, type Entry } from './entry.ts';

/** Parts that can be away or full. */
export const availabilityErrors = {
  STORE_UNAVAILABLE: entry(
    503,
    'later',
    () => 'The database cannot be reached. The request was not accepted; send it again.',
  ),
  QUEUE_UNAVAILABLE: entry(
    503,
    'later',
    () => 'The queue cannot be reached. The request was not accepted; send it again.',
  ),
  STREAMS_TOO_MANY: entry(
    503,
    'later',
    (most: number) =>
      `More than ${most} clients follow events here. Ask for the documents instead, or try again.`,
  ),
  QUEUE_FULL: entry(
    429,
    'later',
    (most: number) => `${most} paragraphs wait already, which is all this server takes. Send it again later.`,
  ),
  NOT_READY: entry(503, 'later', (why: string) => `Not ready yet: ${why}.`),
} as const satisfies Readonly<Record<string, Entry<never>>>;
