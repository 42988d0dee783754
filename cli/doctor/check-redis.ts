import { AppError } from '../../core/app-error.ts';
import { hideSecret } from '../../runtime/config/hide-secret.ts';
import type { Config } from '../../runtime/config/read-config.ts';
import { causeCodeOf } from './cause-code.ts';
import { failed, ok, type Finding } from './finding.ts';
import type { Probes } from './probes.ts';

/** Redis answers and keeps what it is given; without REDIS_URL there is nothing to check. */
export async function checkRedis(
  { redisUrl }: Pick<Config, 'redisUrl'>,
  { redis }: Pick<Probes, 'redis'>,
): Promise<Finding> {
  if (redisUrl === undefined) return ok('queue', 'In PostgreSQL; no Redis is configured.');
  const shown = hideSecret(redisUrl);
  try {
    await redis(redisUrl);
    return ok('queue', `${shown} answers and drops nothing.`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'REDIS_POLICY')
      return failed('queue', {
        code: 'REDIS_POLICY',
        found: `${shown} may drop jobs: its maxmemory-policy is "${String(error.details['policy'])}".`,
        advice: 'Set maxmemory-policy to noeviction in redis.conf and start Redis again.',
      });
    if (error.code === 'CONFIG_INVALID')
      return failed('queue', {
        code: 'CONFIG_INVALID',
        found: `${shown} refuses the login.`,
        advice: 'Correct user and password in REDIS_URL.',
      });
    return failed('queue', {
      code: 'QUEUE_UNAVAILABLE',
      found: `${shown} does not answer (${causeCodeOf(error) ?? error.code}).`,
      advice:
        'Start Redis, and check host and port in REDIS_URL; or unset it to keep the queue in PostgreSQL.',
    });
  }
}
