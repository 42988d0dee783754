import process from 'node:process';
import type { ContenderOptions, Work } from './contender.ts';
import { libraryContender } from './library-contender.ts';
import { ownContender } from './own-contender.ts';

/** One measurement asked of a contender's process. */
export type Task =
  | { readonly kind: 'shape'; readonly batch: number }
  | { readonly kind: 'translate'; readonly sentences: readonly string[]; readonly batch: number };

/** What it took, and the most memory the process has held so far. */
export interface Measurement extends Work {
  readonly elapsedMs: number;
  readonly peakBytes: number;
}

/*
 * A process of its own for one contender, so that its peak memory is its own.
 * Arguments: the contender's name and its options as JSON. Answers each task that the parent sends.
 */

const [, , name, options = '{}'] = process.argv;
const settings = JSON.parse(options) as ContenderOptions; // written by contender-client.ts
const contender = name === 'library' ? libraryContender(settings) : ownContender(settings);

process.on('message', (task: Task) => {
  void measure(task).then((measurement) => process.send?.(measurement));
});

async function measure(task: Task): Promise<Measurement> {
  const begun = performance.now();
  const work =
    task.kind === 'shape'
      ? await contender.decodeShape(task.batch)
      : await contender.translate(task.sentences, task.batch);
  const elapsedMs = performance.now() - begun;
  return { ...work, elapsedMs, peakBytes: process.resourceUsage().maxRSS * 1024 };
}
