import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ContenderOptions } from './contender.ts';
import type { Measurement, Task } from './contender-process.ts';

export type ContenderName = 'library' | 'own';

export interface ContenderClient {
  readonly name: ContenderName;
  measure(task: Task): Promise<Measurement>;
  stop(): void;
}

/** Starts a contender's process. Runs compiled code only: `npm run bench` builds first. */
export function startContender(name: ContenderName, options: ContenderOptions): ContenderClient {
  const entry = fileURLToPath(new URL('./contender-process.js', import.meta.url));
  const child = fork(entry, [name, JSON.stringify(options)]);
  return {
    name,
    measure: async (task) => {
      const ended = new AbortController();
      const death = once(child, 'exit', { signal: ended.signal }).then(() => {
        throw new Error(`the ${name} contender ended`);
      });
      child.send(task);
      try {
        const [measurement] = (await Promise.race([once(child, 'message'), death])) as [Measurement]; // its only message
        return measurement;
      } finally {
        ended.abort();
        death.catch(() => undefined);
      }
    },
    stop: () => {
      child.kill();
    },
  };
}
