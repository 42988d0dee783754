import type { Segment } from '../../server/client.ts';

/** Whether a person should look: something was noticed, and no person has decided about it yet. */
export function needsLook({ flags, origin }: Segment): boolean {
  return origin !== 'human' && flags.some((flag) => flag !== 'passthrough');
}
