import pg from 'pg';
import { inject } from 'vitest';
import { openTcpGate } from '../../support/tcp-gate.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import type { QueueHarness } from './queue-harness.ts';

/** PostgreSQL behind a gate, because the server itself is shared with other tests. */
export async function startPostgresHarness(): Promise<QueueHarness> {
  const server = new URL(inject('postgresUrl'));
  const gate = await openTcpGate({ host: server.hostname, port: Number(server.port) });
  const databases: TestDatabase[] = [];
  const newest = (): TestDatabase => databases.at(-1)!;
  return {
    fresh: async () => {
      const database = await createTestDatabase();
      databases.push(database);
      const url = new URL(database.databaseUrl);
      url.port = String(gate.port);
      return { databaseUrl: url.href };
    },
    goAway: () => gate.shut(),
    comeBack: () => gate.open(),
    loseJobs: async () => {
      await query(newest(), 'truncate muwazi_queue.job cascade');
    },
    countConnections: async () => {
      const [row] = await query(
        newest(),
        `select count(*)::int as connections from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      return Number(row!['connections']);
    },
    remove: async () => {
      await gate.shut();
      for (const database of databases) await database.drop();
    },
  };
}

async function query(database: TestDatabase, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows;
  } finally {
    await client.end();
  }
}
