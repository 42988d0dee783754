/*
 * A worker process that does what ours must not: it blocks the thread that renews its locks.
 *
 * usage: block-jobs.ts DATABASE_URL LOCK_DURATION_MS BLOCK_MS; prints a line when it has taken a job
 */
import { silentLogger } from '../../core/logger.ts';
import { openQueue } from '../../queue/open-queue.ts';

const [, , databaseUrl = '', lockDurationMs = '', blockMs = ''] = process.argv;
const queue = await openQueue({ databaseUrl, log: silentLogger });
queue.consume({
  concurrency: 1,
  lockDurationMs: Number(lockDurationMs),
  process: async () => {
    await new Promise((resolve) => process.stdout.write('took\n', resolve));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(blockMs));
  },
});
