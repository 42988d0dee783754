import { entry, type Entry } from './entry.ts';

/** Work on a paragraph. */
export const workErrors = {
  JOB_INVALID: entry(500, 'operator', (why: string) => `A job in the queue cannot be read: ${why}.`),
  TRANSLATION_FAILED: entry(500, 'later', () => 'The model failed on this paragraph. It is tried again.'),
  TEXT_NOT_TRANSLATED: entry(
    500,
    'later',
    (why: string) => `The text was not translated: ${why}. Send it again later.`,
  ),
  TRANSLATION_SLOW: entry(
    504,
    'later',
    (seconds: number, documentId: string) =>
      `The translation takes longer than ${seconds} seconds. It goes on as /v1/documents/${documentId}; ask there for it.`,
  ),
  WORKER_LOST: entry(
    500,
    'operator',
    () => 'Workers stopped several times while translating this paragraph. It was set aside; see the log.',
  ),
  PARAGRAPH_SUPERSEDED: entry(
    409,
    'never',
    () => 'Another worker has taken this paragraph over. Nothing was written.',
  ),
} as const satisfies Readonly<Record<string, Entry<never>>>;
