import { runMigrations } from 'bullmq';
import pg from 'pg';
import { inject } from 'vitest';
import { postgresSchema } from '../../../queue/queue-settings.ts';
import { openTcpGate } from '../../support/tcp-gate.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { QueueHarness } from './queue-harness.ts';

/** PostgreSQL behind a gate, because the server itself is shared with other tests. */
export async function startPostgresHarness(): Promise<QueueHarness> {
  const server = new URL(inject('postgresUrl'));
  const gate = await openTcpGate({ host: server.hostname, port: Number(server.port) });
  const database = await createTestDatabase();
  const inspector = new pg.Client({ connectionString: database.databaseUrl });
  await inspector.connect();
  await runMigrations(inspector, postgresSchema);
  const throughGate = new URL(database.databaseUrl);
  throughGate.port = String(gate.port);
  const loseJobs = async (): Promise<void> => {
    for (const table of ['job', 'event', 'meta'])
      await inspector.query(`delete from ${postgresSchema}.${table}`);
  };
  return {
    fresh: async () => {
      await loseJobs();
      return { databaseUrl: throughGate.href };
    },
    goAway: () => gate.shut(),
    comeBack: () => gate.open(),
    loseJobs,
    dump: async () => {
      const { rows } = await inspector.query<{ line: string }>(
        `select to_jsonb(job)::text as line from ${postgresSchema}.job
         union all select to_jsonb(event)::text from ${postgresSchema}.event`,
      );
      return rows.map(({ line }) => line).join('\n');
    },
    countConnections: async () => {
      const { rows } = await inspector.query<{ connections: number }>(
        `select count(*)::int as connections from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      return rows[0]!.connections;
    },
    remove: async () => {
      await gate.shut();
      await inspector.end();
      await database.drop();
    },
  };
}
