import { setTimeout as pause } from 'node:timers/promises';
import type { PullProgress } from '../../core/model-shelf.ts';
import { describeHolder, tryLockFile, type HeldLock } from '../../locks/lock-file.ts';

const lookEveryMs = 250;

/**
 * Takes the lock in `path`; while another process holds it, says so and waits for its end. Rejects with the reason of
 * `signal` when that aborts first, or with what the file system says.
 */
export async function waitForPullLock(
  path: string,
  {
    signal,
    onProgress,
  }: { readonly signal: AbortSignal; readonly onProgress: ((progress: PullProgress) => void) | undefined },
): Promise<HeldLock> {
  for (;;) {
    signal.throwIfAborted();
    const result = await tryLockFile(path, 'several-machines');
    if (result.kind === 'held') return result.lock;
    onProgress?.({ phase: 'waiting', holder: describeHolder(result.holder) });
    await pause(lookEveryMs, undefined, { signal });
  }
}
