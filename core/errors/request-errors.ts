import { entry, type Entry } from './entry.ts';

/** What can be wrong with a request before anyone looks at its text. */
export const requestErrors = {
  REQUEST_INVALID: entry(400, 'never', (problem: string) => `The request is not valid: ${problem}.`),
  BODY_EMPTY: entry(400, 'never', () => 'The request has no body. Send JSON with "text" or "paragraphs".'),
  BODY_NOT_JSON: entry(400, 'never', () => 'The body is not valid JSON. Check quotes, commas and brackets.'),
  BODY_NOT_UTF8: entry(
    400,
    'never',
    () => 'The body is not valid UTF-8. Save the text as UTF-8 and send it again.',
  ),
  BODY_TOO_LARGE: entry(
    413,
    'never',
    (most: number) => `The body is larger than ${most} bytes. Send the article in several documents.`,
  ),
  MEDIA_TYPE_UNSUPPORTED: entry(
    415,
    'never',
    (accepted: string) => `The content type is not supported. Send "Content-Type: ${accepted}".`,
  ),
  ROUTE_UNKNOWN: entry(404, 'never', (method: string, path: string) => `There is no ${method} ${path}.`),
  CURSOR_INVALID: entry(
    400,
    'never',
    () => 'The cursor is not one this server gave. Start again without a cursor.',
  ),
  HOST_REFUSED: entry(
    421,
    'never',
    (host: string) =>
      `This server is not called ${host}. Use 127.0.0.1 or localhost, or add the name to MUWAZI_ALLOWED_HOSTS.`,
  ),
  ORIGIN_REFUSED: entry(
    403,
    'never',
    (origin: string) => `Pages of ${origin} may not change anything here. Use this server's own address.`,
  ),
  BATCH_TOO_LONG: entry(
    413,
    'never',
    (most: number) => `A batch has at most ${most} articles. Send the rest in another one.`,
  ),
  IDEMPOTENCY_KEY_REUSED: entry(
    409,
    'never',
    () =>
      'This Idempotency-Key came with another article before. Repeat that one unchanged, or choose a new key.',
  ),
} as const satisfies Readonly<Record<string, Entry<never>>>;
