import type { Logger } from '../../core/logger.ts';
import type { Config } from './read-config.ts';

/** 127.0.0.0/8, ::1 (also in brackets) and the name for them. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/iu;

/** Says in the log that the API can be reached from other machines, where it can: it has no keys yet. */
export function warnOfExposure({ host }: Pick<Config, 'host'>, log: Logger): void {
  if (!loopback.test(host)) log.warn({ host }, 'the API is open to the network and has no keys');
}
