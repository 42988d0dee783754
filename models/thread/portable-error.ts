import { AppError } from '../../core/app-error.ts';
import type { PortableError } from './thread-protocol.ts';

/** Packs any thrown value; what cannot be cloned between threads is left out. */
export function packError(error: unknown): PortableError {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, details: error.details, stack: stackOf(error) };
  }
  return {
    code: null,
    message: error instanceof Error ? error.message : String(error),
    details: {},
    stack: stackOf(error),
  };
}

/** The AppError it was, or an Error with the stack of the other thread. */
export function unpackError(portable: PortableError): Error {
  const cause = new Error(portable.message);
  cause.stack = portable.stack;
  if (portable.code === null) return cause;
  return new AppError(portable.code, portable.message, { details: portable.details, cause });
}

/** The whole chain of causes, for the log. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by: ${stackOf(error.cause)}`;
}
