import type { Logger } from '../../core/logger.ts';
import { makeErrorHandler, routeUnknown } from './handle-errors.ts';

/**
 * As everywhere, for routes that hand out files: the library's own refusals (a path out of the folder, a directory) are
 * addresses that lead nowhere.
 */
export function answerFileErrors(log: Logger): ReturnType<typeof makeErrorHandler> {
  const answerError = makeErrorHandler(log);
  return (error, request, reply) =>
    answerError(isRefusal(error) ? routeUnknown(request) : error, request, reply);
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    error.statusCode < 500
  );
}
