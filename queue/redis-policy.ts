import type { Redis } from 'ioredis';
import { appError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';

/**
 * Rejects with REDIS_POLICY when this Redis drops keys under memory pressure: it would drop jobs, silently.
 *
 * Reads `INFO memory`, which managed services allow where they forbid CONFIG. A server that does not tell (some
 * compatible ones do not evict and have no such line) is warned about and accepted.
 */
export async function refuseEviction(client: Redis, log: Logger): Promise<void> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info('memory'))?.[1];
  if (policy === undefined) {
    log.warn({}, 'redis does not tell its eviction policy');
    return;
  }
  if (policy !== 'noeviction') throw appError('REDIS_POLICY', [policy], { details: { policy } });
}
