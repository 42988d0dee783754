import { AppError } from '../core/app-error.ts';
import { exitCodeOf } from './exit-codes.ts';

export interface DescribeErrorOptions {
  /** What it is about, when there are several: a file, an id. */
  readonly subject?: string;
  readonly json?: true;
}

/** An error as a line of standard error: a sentence for people, or with `json` an object for programs. */
export function describeError(error: unknown, { subject, json }: DescribeErrorOptions = {}): string {
  const code = error instanceof AppError ? error.code : 'INTERNAL';
  const message = error instanceof Error ? error.message : String(error);
  if (json === true)
    return JSON.stringify({
      error: { code, message, exitCode: exitCodeOf(error), ...(subject === undefined ? {} : { subject }) },
    });
  return subject === undefined || message.startsWith(subject) ? message : `${subject}: ${message}`;
}
