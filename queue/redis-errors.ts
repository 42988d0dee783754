import { ReplyError } from 'ioredis';

/**
 * Error codes of a Redis that is there but cannot serve now: loading its file, a script runs too long, no master, moving
 * slots, a replica, out of memory.
 */
const awayCodes: ReadonlySet<string> = new Set([
  'LOADING',
  'BUSY',
  'MASTERDOWN',
  'CLUSTERDOWN',
  'TRYAGAIN',
  'READONLY',
  'OOM',
]);

/**
 * The code of an error reply; undefined for every other error.
 *
 * Redis has no field for it: the protocol defines the first word of an error reply as its code.
 *
 * @see https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors
 */
export function redisCodeOf(error: unknown): string | undefined {
  // ioredis exports the class of redis-errors as `any`.
  if (!(error instanceof (ReplyError as ErrorConstructor))) return undefined;
  return /^[A-Z]+/.exec(error.message)?.[0];
}

/**
 * True unless the server itself judged our command. Whatever else keeps an answer from coming (refused, reset, timed
 * out, not connected yet) has many shapes, most of them without a code, and they all mean that it is away.
 */
export function isRedisAway(error: unknown): boolean {
  if (!(error instanceof (ReplyError as ErrorConstructor))) return true;
  const code = redisCodeOf(error);
  return code !== undefined && awayCodes.has(code);
}

/**
 * ioredis hangs the refused command on the error, arguments and all: of AUTH and HELLO that is the password. Takes the
 * arguments off, in place, so that the error can be logged by whoever gets it.
 */
export function dropCommandArguments(error: unknown): void {
  if (!(error instanceof Error) || !('command' in error)) return;
  const { command } = error;
  if (typeof command !== 'object' || command === null || !('name' in command)) return;
  error.command = { name: command.name };
}
