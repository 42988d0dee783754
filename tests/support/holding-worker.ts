import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

export interface HoldingWorker {
  /** Resolves when it has taken a job. */
  took(): Promise<void>;
  /** SIGKILL: no chance to put anything back. */
  kill(): Promise<void>;
}

/** Starts a worker process (hold-jobs.ts) that takes one job and holds it. */
export function startHoldingWorker(options: {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  readonly lockDurationMs: number;
}): HoldingWorker {
  const child = spawn(
    process.execPath,
    [
      '--import',
      resolve(import.meta.dirname, 'typescript-hooks.js'),
      resolve(import.meta.dirname, 'hold-jobs.ts'),
      options.databaseUrl,
      options.redisUrl ?? '-',
      String(options.lockDurationMs),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const firstLine = once(createInterface({ input: child.stdout }), 'line');
  const ended = once(child, 'exit');
  return {
    took: async () => {
      await Promise.race([
        firstLine,
        ended.then(() => {
          throw new Error('the worker ended before it took a job');
        }),
      ]);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
