import { errorCatalogue, type ErrorArguments, type ErrorCode } from './error-catalogue.ts';
import type { Retry } from './errors/entry.ts';

export interface AppErrorOptions {
  /** What a program can read: field names, limits, ids. Never text of articles, never secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * The only error that crosses a folder's border on purpose. Callers decide by `code` and `retry`, never by message.
 *
 * Made with {@link appError}, so that code, HTTP status, retry rule and sentence always come from the catalogue.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  /** HTTP status the API answers with. */
  readonly status: number;
  readonly retry: Retry;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.status = errorCatalogue[code].status;
    this.retry = errorCatalogue[code].retry;
    this.details = options.details ?? {};
  }
}

/** Builds the error `code` stands for; `args` fill its sentence, in the order the catalogue gives. */
export function appError<Code extends ErrorCode>(
  code: Code,
  args: ErrorArguments<Code>,
  options: AppErrorOptions = {},
): AppError {
  // The catalogue ties each code to its sentence's parameters; TypeScript cannot follow the union through a lookup.
  const sentence = errorCatalogue[code].sentence as (...values: ErrorArguments<Code>) => string;
  return new AppError(code, sentence(...args), options);
}
