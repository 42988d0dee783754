import { appError, type AppError } from '../core/app-error.ts';

/** IMPORT_BROKEN. `reason` is a clause without text of the file; names of elements are the most it may quote. */
export function brokenFile(line: number, reason: string, cause?: unknown): AppError {
  return appError('IMPORT_BROKEN', [line, reason], { details: { line, reason }, cause });
}
