import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openQueue } from '../../../queue/open-queue.ts';
import type { ParagraphQueue } from '../../../queue/paragraph-queue.ts';
import { recordLog } from '../../support/recorded-log.ts';
import { openTcpGate, type TcpGate } from '../../support/tcp-gate.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { until } from '../../support/until.ts';
import { startPostgresHarness } from './postgres-harness.ts';
import { describeParagraphQueue } from './queue-battery.ts';
import { jobOf } from './queue-harness.ts';

describeParagraphQueue('PostgreSQL', startPostgresHarness);

describe('PostgreSQL as a back end', () => {
  let database: TestDatabase;
  let gate: TcpGate;
  let databaseUrl: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    const url = new URL(database.databaseUrl);
    gate = await openTcpGate({ host: url.hostname, port: Number(url.port) });
    url.port = String(gate.port);
    databaseUrl = url.href;
  });
  afterAll(async () => {
    await gate.shut();
    await database.drop();
  });

  /** A queue with a consumer, and the numbers of the paragraphs it has run. */
  async function openConsuming(): Promise<{ queue: ParagraphQueue; ran: string[] }> {
    const queue = await openQueue({ databaseUrl, log: recordLog() });
    const ran: string[] = [];
    queue.consume({
      concurrency: 2,
      lockDurationMs: 5_000,
      process: ({ paragraphId }) => {
        ran.push(paragraphId);
        return Promise.resolve();
      },
    });
    return { queue, ran };
  }

  test('ten processes that start at once prepare the database once', async () => {
    const queues = await Promise.all(
      Array.from({ length: 10 }, () => openQueue({ databaseUrl, log: recordLog() })),
    );
    await Promise.all(queues.map((queue) => queue.producer().ping()));
    await Promise.all(queues.map((queue) => queue.close()));
  });

  test('a consumer whose connections the server ends goes on with new ones', async () => {
    const { queue, ran } = await openConsuming();
    const producer = queue.producer();
    await producer.enqueue([jobOf(1)]);
    await until(
      () => ran.length,
      (length) => length === 1,
      { withinMs: 5_000, label: 'the first job' },
    );
    await endConnections(database.databaseUrl);
    await until(
      () => producer.enqueue([jobOf(2)]).then(() => true),
      (done) => done,
      { withinMs: 5_000, label: 'the producer works again' },
    );
    await until(
      () => ran.length,
      (length) => length === 2,
      { withinMs: 10_000, label: 'the second job' },
    );
    await queue.close();
  });

  test('a server that turns everybody away is asked now and then, not all the time', async () => {
    const { queue, ran } = await openConsuming();
    await queue.producer().ping();
    const slammed = gate.slam();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    // Measured without the pause: 12,767.
    expect(slammed.knocks).toBeGreaterThan(0);
    expect(slammed.knocks).toBeLessThan(40);
    await gate.open();
    await queue.producer().enqueue([jobOf(3)]);
    await until(
      () => ran.length,
      (length) => length === 1,
      { withinMs: 10_000, label: 'the job after that' },
    );
    await queue.close();
  });
});

/** What an administrator or a fail-over does to connections: each gets SQLSTATE 57P01. */
async function endConnections(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    new URL(databaseUrl).pathname.slice(1),
  ]);
  await client.end();
}
