/**
 * Who may try again, and when.
 *
 * - `never`: the same request fails again; change it.
 * - `later`: the same request may succeed after a while; nothing was stored.
 * - `operator`: only a person with access to the machine can mend it.
 */
export type Retry = 'never' | 'later' | 'operator';

interface Entry<Args extends readonly unknown[]> {
  readonly status: number;
  readonly retry: Retry;
  readonly sentence: (...args: Args) => string;
}

function entry<Args extends readonly unknown[]>(
  status: number,
  retry: Retry,
  sentence: (...args: Args) => string,
): Entry<Args> {
  return { status, retry, sentence };
}

/**
 * Every error a person or program can meet, with its HTTP status, who may retry, and one sentence that says what to do.
 * Codes are stable: never renamed, never reused. `docs/errors.md` lists them; a test compares the two.
 */
export const errorCatalogue = {
  // Requests
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

  // Keys
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

  // Article text
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

  // Documents
  DOCUMENT_UNKNOWN: entry(404, 'never', (id: string) => `There is no document ${id}.`),
  DOCUMENT_NOT_DONE: entry(
    409,
    'later',
    (done: number, total: number) =>
      `The document is not finished: ${done} of ${total} paragraphs are done. Wait, or add partial=true.`,
  ),
  DOCUMENT_INCOMPLETE: entry(
    409,
    'never',
    (failed: number, total: number) =>
      `${failed} of ${total} paragraphs failed. Add partial=true to get the others.`,
  ),
  DOCUMENT_CANCELLED: entry(
    409,
    'never',
    (cancelled: number, total: number) =>
      `${cancelled} of ${total} paragraphs were cancelled. Add partial=true to get the others.`,
  ),
  DOCUMENT_ENDED: entry(
    409,
    'never',
    (action: string, status: string) => `There is nothing to ${action}: the document is ${status}.`,
  ),
  EXPORT_FORMAT_UNKNOWN: entry(
    400,
    'never',
    (format: string, known: string) => `There is no export format "${format}". Choose one of: ${known}.`,
  ),
  EXPORT_TOO_LARGE: entry(
    413,
    'never',
    (format: string, most: string) =>
      `The format "${format}" holds at most ${most}. Export less at a time, or choose jsonl, tmx or parquet.`,
  ),

  // Files that come back
  IMPORT_FORMAT_UNKNOWN: entry(
    400,
    'never',
    (format: string, known: string) => `There is no import format "${format}". Choose one of: ${known}.`,
  ),
  IMPORT_TOO_LARGE: entry(
    413,
    'never',
    (most: string) => `The file has more than ${most}. Send its parts one after the other.`,
  ),
  IMPORT_BROKEN: entry(
    422,
    'never',
    (line: number, reason: string) =>
      `The file cannot be read, line ${line}: ${reason}. Nothing was applied.`,
  ),
  IMPORT_WRONG_DOCUMENT: entry(
    422,
    'never',
    (line: number) => `The file belongs to another document, line ${line}. Nothing was applied.`,
  ),
  IMPORT_WRONG_LANGUAGE: entry(
    422,
    'never',
    (line: number, found: string, expected: string) =>
      `The file is in another language, line ${line}: "${found}" instead of "${expected}". Nothing was applied.`,
  ),
  IMPORT_DOCUMENT_RUNNING: entry(
    409,
    'later',
    (done: number, total: number) =>
      `The document is not finished: ${done} of ${total} paragraphs are done. Send the file again when it is.`,
  ),

  // Parts that can be away
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

  // Work on a paragraph
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

  // Webhooks
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

  // Models
  MODEL_UNKNOWN: entry(
    404,
    'operator',
    (name: string) =>
      `There is no model "${name}". Use auto, embedded, a hub id such as owner/name, or a directory.`,
  ),
  MODEL_FILE_INVALID: entry(
    500,
    'operator',
    (file: string, expected: string) => `The model file ${file} cannot be used: expected ${expected}.`,
  ),
  MODEL_UNREACHABLE: entry(
    503,
    'later',
    (name: string) =>
      `The model "${name}" could not be fetched. Check the network, or choose MUWAZI_MODEL=embedded.`,
  ),

  // Starting up
  CONFIG_INVALID: entry(
    500,
    'operator',
    (problems: string) => `The configuration is not valid:\n${problems}`,
  ),
  DATA_DIR_HELD: entry(
    409,
    'operator',
    (directory: string, holder: string) =>
      `The data directory ${directory} is in use by ${holder}. Stop that one first.`,
  ),
  DATA_DIR_UNUSABLE: entry(
    500,
    'operator',
    (directory: string, why: string) => `The data directory ${directory} cannot be used: ${why}.`,
  ),
  KEYS_REQUIRED: entry(
    500,
    'operator',
    (host: string) =>
      `There is no key yet, and ${host} can be reached by others. Make one first: muwazi keys create --role admin`,
  ),
  ADDRESS_IN_USE: entry(
    500,
    'operator',
    (address: string) =>
      `${address} is in use by another program. Stop it, or set MUWAZI_PORT to a free port.`,
  ),
  DATABASE_START_FAILED: entry(
    500,
    'operator',
    (why: string) => `The embedded PostgreSQL did not start: ${why}.`,
  ),
  DATABASE_TOO_NEW: entry(
    500,
    'operator',
    (found: string) =>
      `The database was written by a newer Muwazi (migration ${found}). Update this installation.`,
  ),
  REDIS_POLICY: entry(
    500,
    'operator',
    (policy: string) =>
      `Redis may drop jobs: its maxmemory-policy is "${policy}". Set it to noeviction and start again.`,
  ),

  // Commands
  ARGUMENTS_INVALID: entry(400, 'never', (problem: string) => `The command cannot be read: ${problem}`),
  INPUT_UNREADABLE: entry(400, 'never', (file: string, why: string) => `${file} cannot be read: ${why}.`),
  INPUT_NOT_TEXT: entry(
    422,
    'never',
    (file: string, why: string) => `${file} is not UTF-8 text: ${why}. Save it as UTF-8 and try again.`,
  ),
  OUTPUT_EXISTS: entry(
    409,
    'never',
    (file: string) => `${file} is there already. Add --force to replace it, or name another with --out.`,
  ),
  OUTPUT_UNWRITABLE: entry(
    500,
    'operator',
    (file: string, why: string) => `${file} cannot be written: ${why}.`,
  ),
  SERVER_UNREACHABLE: entry(
    503,
    'later',
    (address: string) =>
      `No Muwazi answers at ${address}. Start one with "muwazi start", or name another with --server.`,
  ),
  ANSWER_UNEXPECTED: entry(
    502,
    'operator',
    (address: string, found: string) =>
      `What answers at ${address} is not a Muwazi of this version: ${found}. Name another with --server.`,
  ),
  EVALUATION_FILE_UNUSABLE: entry(
    400,
    'never',
    (file: string, why: string) => `${file} cannot be used for an evaluation: ${why}.`,
  ),

  INTERNAL: entry(500, 'later', () => 'Something went wrong on our side. The log has the details.'),
} as const satisfies Record<string, Entry<never>>;

export type ErrorCode = keyof typeof errorCatalogue;

/** The parameters of the sentence of `Code`, in order. */
export type ErrorArguments<Code extends ErrorCode> = Parameters<(typeof errorCatalogue)[Code]['sentence']>;
