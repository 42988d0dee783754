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
        const values = await Promise.all((await client.keys('*')).map((key) => client.dumpBuffer(key)));
        return values.map(String).join('\n');
      }),
    countConnections: async () => {
      const clients = await ask(server.url, (client) => client.info('clients'));
      // Without the one that asks.
      return Number(/connected_clients:(\d+)/.exec(clients)?.[1]) - 1;
    },
    remove: () => server.remove(),
  };
}

async function ask<Answer>(url: string, question: (client: Redis) => Promise<Answer>): Promise<Answer> {
  const client = new Redis(url);
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}
