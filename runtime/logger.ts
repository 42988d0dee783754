import { pino, type DestinationStream } from 'pino';
import pretty from 'pino-pretty';
import type { Logger } from '../core/logger.ts';
import type { Config } from './config/read-config.ts';
import { hidePasswords } from './config/hide-secret.ts';

/**
 * The process's logger: a line for each event, JSON or, on a terminal, made for people.
 *
 * Every line carries `process: name`. Passwords in URLs are hidden wherever they stand: in messages, fields and the
 * texts of errors and their causes. Written synchronously, so nothing is lost when the process exits right after.
 *
 * @param destination where lines go; standard output unless a test listens
 */
export function createLogger(
  config: Pick<Config, 'logLevel' | 'logFormat'>,
  name: string,
  // pino's own destination outlives a closed pipe (`npm start | head`).
  destination: DestinationStream = pino.destination({ dest: 1, sync: true }),
): Logger {
  const { errWithCause } = pino.stdSerializers;
  return pino(
    {
      level: config.logLevel,
      base: { process: name, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errWithCause, cause: errWithCause },
      hooks: { streamWrite: hidePasswords },
    },
    isPretty(config) ? prettyInto(destination) : destination,
  );
}

function isPretty({ logFormat }: Pick<Config, 'logFormat'>): boolean {
  return logFormat === 'pretty' || (logFormat === 'auto' && process.stdout.isTTY);
}

/** pino-pretty's formatter without its stream, which would hold lines back until the next turn of the event loop. */
function prettyInto(destination: DestinationStream): DestinationStream {
  const format = pretty.prettyFactory({
    colorize: process.stdout.isTTY && process.stdout.hasColors(),
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,process',
    messageFormat: '[{process}] {msg}',
  });
  return {
    write: (line) => {
      destination.write(format(line));
    },
  };
}
