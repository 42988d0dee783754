/** Something that may go better next time: the network, a busy hub. Never leaves models/hub. */
export class PassingFailure extends Error {
  override readonly name = 'PassingFailure';
  /** How long the hub asked us to stay away. */
  readonly retryAfterMs: number | undefined;
  constructor(
    what: string,
    options: { readonly retryAfterMs?: number | undefined; readonly cause?: unknown } = {},
  ) {
    super(what, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The file on the hub is another one than when the pull began. Never leaves models/hub. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
}

/** What `Retry-After` says, in milliseconds from `nowMs`; undefined for nothing and for nonsense. RFC 9110, 10.2.3. */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/u.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
