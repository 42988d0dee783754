import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';

const pauseMs = 100;

/**
 * Opens the connections that a pool keeps, all of them at once, so that the first callers find them: on a busy machine a new one can
 * take longer than they may wait. Those that do not come in time are tried again until `withinMs` have passed. Never rejects: a
 * database that is away by then is away for callers too.
 */
export async function warmPool(pool: pg.Pool, withinMs: number): Promise<void> {
  const deadlineMs = performance.now() + withinMs;
  const kept = pool.options.min ?? 0;
  // Held until all are there, or one would be lent out again and again.
  const lent: pg.PoolClient[] = [];
  while (lent.length < kept && performance.now() < deadlineMs) {
    const attempts = Array.from({ length: kept - lent.length }, () => pool.connect());
    for (const attempt of await Promise.allSettled(attempts))
      if (attempt.status === 'fulfilled') lent.push(attempt.value);
    if (lent.length < kept) await wait(pauseMs);
  }
  for (const client of lent) client.release();
}
