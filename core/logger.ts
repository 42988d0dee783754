/** What varies in a log line. Ids, counts, durations, codes; never text of articles, never secrets. */
export type LogFields = Readonly<Record<string, unknown>>;

/** How code that does not own the process says what happened. `message` is a constant; pino stands behind it in `runtime/`. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

/** Says nothing. For tests and for library use without a process. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
