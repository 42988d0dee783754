import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresConnection } from 'bullmq';

/** Between two tries of a worker whose server is away or starting up. */
const restMs = 1_000;

/**
 * BullMQ's PostgreSQL connection, made to live through a server that goes and comes back. It differs in four points:
 *
 * - Ready at once: the schema is prepared before (`openPostgresBackend`). BullMQ asks for readiness before each query
 *   and remembers the answer; a server that was away at the first moment would have been away for ever.
 * - `rest()`: BullMQ's worker waits after "connection refused" only. After every other error, such as "the database
 *   system is starting up", it tries again at once: 5,000 connections a second, measured. The consumer asks for a pause here.
 * - It claims to have no keep-alive: BullMQ then looks for jobs at least every 10 s. With keep-alive it may wait an hour
 *   for a notification after its listening connection broke, and a delayed retry sends none when it falls due.
 * - Errors after `close()`: BullMQ takes the listener away before it ends the listening client; a server that shuts
 *   down in between would end our process with an uncaught error.
 *
 * Written against bullmq 6.7.0, dist/esm/postgres/postgres-connection.js.
 */
export class SteadyPostgresConnection extends PostgresConnection {
  #restUntilMs = 0;
  #listening: Awaited<ReturnType<PostgresConnection['getListenClient']>> | undefined;

  rest(): void {
    this.#restUntilMs = Date.now() + restMs;
  }

  override async waitUntilReady(): Promise<void> {
    const leftMs = this.#restUntilMs - Date.now();
    if (leftMs > 0 && this.isClosing === undefined) await sleep(leftMs);
  }

  override get hasListenClientKeepAlive(): boolean {
    return false;
  }

  override async getListenClient(): ReturnType<PostgresConnection['getListenClient']> {
    this.#listening = await super.getListenClient();
    return this.#listening;
  }

  override close(): Promise<void> {
    const closed = super.close();
    this.#listening?.on('error', () => undefined);
    return closed;
  }
}
