import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after `durationMs`, or as soon as `stop` aborts. Never rejects. */
export async function pause(durationMs: number, stop: AbortSignal): Promise<void> {
  try {
    await sleep(durationMs, undefined, { signal: stop });
  } catch (error) {
    if (!stop.aborted) throw error;
  }
}
