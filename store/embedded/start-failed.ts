import { appError, type AppError, type AppErrorOptions } from '../../core/app-error.ts';

/** DATABASE_START_FAILED with its reason; `details` carry what the failing program or the server's log said. */
export function startFailed(why: string, options: AppErrorOptions = {}): AppError {
  return appError('DATABASE_START_FAILED', [why], options);
}
