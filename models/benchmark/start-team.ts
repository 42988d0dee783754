import { startContender, type ContenderClient, type ContenderName } from './contender-client.ts';
import type { Task } from './contender-process.ts';
import type { ContenderOptions } from './contender.ts';

/**
 * So many processes of a contender at work at the same time, as one: its time is that until the last of them is done, its memory
 * that of all. Of a batch of random tokens each decodes one; sentences are dealt out.
 */
export function startTeam(name: ContenderName, options: ContenderOptions, size: number): ContenderClient {
  const members = Array.from({ length: size }, () => startContender(name, options));
  return {
    name,
    measure: async (task) => {
      const begun = performance.now();
      const measured = await Promise.all(
        members.map((member, place) => member.measure(partOf(task, place, size))),
      );
      return {
        outputTokens: measured.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
        elapsedMs: performance.now() - begun,
        peakBytes: measured.reduce((sum, { peakBytes }) => sum + peakBytes, 0),
      };
    },
    stop: () => {
      for (const member of members) member.stop();
    },
  };
}

function partOf(task: Task, place: number, size: number): Task {
  if (task.kind === 'shape') return task;
  const sentences = task.sentences.filter((_, sentence) => sentence % size === place);
  return { ...task, sentences, batch: Math.min(task.batch, sentences.length) };
}
