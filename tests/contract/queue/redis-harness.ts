import { Redis } from 'ioredis';
import { startRedisServer } from '../../support/redis-server.ts';
import type { QueueHarness } from './queue-harness.ts';

/** A Redis of our own. When it goes away, it is stopped, and comes back empty. */
export async function startRedisHarness(): Promise<QueueHarness> {
  const server = await startRedisServer();
  const loseJobs = async (): Promise<void> => {
    await ask(server.url, (client) => client.flushall());
  };
  return {
    fresh: async () => {
      await loseJobs();
      return { databaseUrl: 'postgres://not-used', redisUrl: server.url };
    },
    goAway: () => server.stop(),
    comeBack: () => server.start(),
    loseJobs,
    dump: () =>
      ask(server.url, async (client) => {
        const keys = await client.keys('*');
        const values = await Promise.all(keys.map((key) => readKey(client, key)));
        return JSON.stringify(values);
      }),
    countConnections: async () => {
      const clients = await ask(server.url, (client) => client.info('clients'));
      // Without the one that asks.
      return Number(/connected_clients:(\d+)/.exec(clients)?.[1]) - 1;
    },
    remove: () => server.remove(),
  };
}

async function readKey(client: Redis, key: string): Promise<unknown> {
  switch (await client.type(key)) {
    case 'hash':
      return client.hgetall(key);
    case 'stream':
      return client.xrange(key, '-', '+');
    case 'zset':
      return client.zrange(key, '0', '-1');
    case 'list':
      return client.lrange(key, '0', '-1');
    case 'string':
      return client.get(key);
    case 'none':
      return null; // gone since it was listed
    default:
      throw new Error(`a kind of key that BullMQ did not use when this was written: ${key}`);
  }
}

async function ask<Answer>(url: string, question: (client: Redis) => Promise<Answer>): Promise<Answer> {
  const client = new Redis(url);
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}
