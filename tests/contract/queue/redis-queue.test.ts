import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { openQueue } from '../../../queue/open-queue.ts';
import { recordLog } from '../../support/recorded-log.ts';
import { redisMissing, startRedisServer, type RedisServerOptions } from '../../support/redis-server.ts';
import { until } from '../../support/until.ts';
import { describeParagraphQueue } from './queue-battery.ts';
import { startRedisHarness } from './redis-harness.ts';

const missing = redisMissing();
if (missing === undefined) {
  describeParagraphQueue('Redis', startRedisHarness);
  describeRedis();
} else {
  console.warn(missing);
  test.skip(missing);
}

function describeRedis(): void {
  const databaseUrl = 'postgres://not-used';

  async function withServer(
    options: RedisServerOptions,
    body: (server: Awaited<ReturnType<typeof startRedisServer>>) => Promise<void>,
  ): Promise<void> {
    const server = await startRedisServer(options);
    try {
      await body(server);
    } finally {
      await server.remove();
    }
  }

  describe('Redis as a back end', () => {
    test('a Redis that may drop jobs is refused', async () => {
      await withServer({ maxmemoryPolicy: 'allkeys-lru' }, async ({ url }) => {
        await expect(openQueue({ databaseUrl, redisUrl: url, log: recordLog() })).rejects.toMatchObject({
          code: 'REDIS_POLICY',
          details: { policy: 'allkeys-lru' },
        });
      });
    });

    test('a refused password is said at once, and neither error nor log holds it', async () => {
      await withServer({ password: 'right' }, async ({ port }) => {
        const log = recordLog();
        const opening = openQueue({ databaseUrl, redisUrl: `redis://:s3cret-word@127.0.0.1:${port}`, log });
        const error: unknown = await opening.catch((reason: unknown) => reason);
        expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
        expect(everythingIn(error)).not.toContain('s3cret-word');
        expect(everythingIn(log.lines)).not.toContain('s3cret-word');
      });
    });

    test('a password that is right opens the queue', async () => {
      await withServer({ password: 'right' }, async ({ port }) => {
        const queue = await openQueue({
          databaseUrl,
          redisUrl: `redis://:right@127.0.0.1:${port}`,
          log: recordLog(),
        });
        await queue.producer().ping();
        await queue.close();
      });
    });

    test('a password that is no longer right is logged as refused, without the password', async () => {
      await withServer({ password: 's3cret-word' }, async ({ port }) => {
        const log = recordLog();
        const redisUrl = `redis://:s3cret-word@127.0.0.1:${port}`;
        const queue = await openQueue({ databaseUrl, redisUrl, log });
        queue.consume({ concurrency: 1, lockDurationMs: 5_000, process: () => Promise.resolve() });
        await queue.producer().ping();
        const admin = new Redis(redisUrl);
        await admin.config('SET', 'requirepass', 'another');
        await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
        admin.disconnect();
        await until(
          () => everythingIn(log.lines),
          (said) => said.includes('WRONGPASS'),
          { withinMs: 5_000, label: 'the refusal is logged' },
        );
        await queue.close();
        expect(everythingIn(log.lines)).not.toContain('s3cret-word');
      });
    });

    test('a Redis that accepts and does not answer fails a ping within about a second', async () => {
      await withServer({}, async (server) => {
        const queue = await openQueue({ databaseUrl, redisUrl: server.url, log: recordLog() });
        const producer = queue.producer();
        await producer.ping();
        server.freeze();
        const startedAtMs = performance.now();
        await expect(producer.ping()).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
        expect(performance.now() - startedAtMs).toBeLessThan(1_500);
        server.thaw();
        await queue.close();
      });
    });
  });
}

/** All strings that can be reached from `value`, causes and non-enumerable properties included. */
function everythingIn(value: unknown, visited = new Set<unknown>()): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || visited.has(value)) return '';
  visited.add(value);
  return Reflect.ownKeys(value)
    .map((key) => everythingIn(Reflect.get(value, key), visited))
    .join('\n');
}
