/*
 * A worker process that takes a job and never finishes it, to be killed. Prints "took" for each job it takes.
 *
 * Arguments: database URL, Redis URL or '-', lock duration in milliseconds.
 */
import { argv, stdout } from 'node:process';
import { silentLogger } from '../../core/logger.ts';
import { openQueue } from '../../queue/open-queue.ts';

const [databaseUrl = '', redisUrl = '-', lockDurationMs = ''] = argv.slice(2);
const queue = await openQueue({
  databaseUrl,
  ...(redisUrl === '-' ? {} : { redisUrl }),
  log: silentLogger,
});
queue.consume({
  concurrency: 1,
  lockDurationMs: Number(lockDurationMs),
  process: () => {
    stdout.write('took\n');
    return new Promise(() => undefined);
  },
});
