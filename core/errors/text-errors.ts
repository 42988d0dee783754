import { entry, type Entry } from './entry.ts';

/** What can be wrong with the text of an article. */
export const textErrors = {
  TEXT_EMPTY: entry(422, 'never', () => 'The text is empty. Send at least one paragraph of Arabic.'),
  TEXT_NOT_ARABIC: entry(
    422,
    'never',
    () => 'The text has no Arabic in it. Send an article written in Arabic.',
  ),
  TEXT_BROKEN_UNICODE: entry(
    422,
    'never',
    (field: string) =>
      `"${field}" holds half of a character (a lone surrogate). Encode the text again as UTF-8.`,
  ),
  TEXT_CONTROL_CHARACTER: entry(
    422,
    'never',
    (field: string, codePoint: string) =>
      `"${field}" holds the control character ${codePoint}. Remove it and send again.`,
  ),
  PARAGRAPH_EMPTY: entry(
    422,
    'never',
    (field: string) => `"${field}" has nothing but white space in it. Leave it out and send again.`,
  ),
  PARAGRAPH_TOO_LONG: entry(
    413,
    'never',
    (chars: number, most: number) =>
      `A paragraph has ${chars} characters; the limit is ${most}. Split it at a blank line.`,
  ),
  PARAGRAPHS_TOO_MANY: entry(
    413,
    'never',
    (count: number, most: number) =>
      `The document has ${count} paragraphs; the limit is ${most}. Send it as several documents.`,
  ),
  TEXTS_TOO_LONG: entry(
    413,
    'never',
    (chars: number, texts: number) =>
      `Small texts have ${chars} characters together at most, and are ${texts} at most. Send more to /v1/documents.`,
  ),
} as const satisfies Readonly<Record<string, Entry<never>>>;
