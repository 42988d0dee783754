import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../core/logger.ts';
import { PassingFailure } from './hub-failures.ts';
import type { Patience } from './hub-settings.ts';

/** A hub that wants more than this is as good as away. */
const longestRetryAfterMs = 300_000;

/**
 * Does `work` again after a PassingFailure, with growing pauses or as long as the hub asked for, until `patience` is at
 * its end; then rejects with the last failure. `work` gets a function that says "this has brought something", with which the
 * count begins anew. Anything else it rejects with is final.
 */
export async function bePatient<Result>(
  work: (progressed: () => void) => Promise<Result>,
  {
    patience,
    log,
    signal,
  }: { readonly patience: Patience; readonly log: Logger; readonly signal: AbortSignal },
): Promise<Result> {
  let failures = 0;
  for (;;) {
    try {
      return await work(() => {
        failures = 0;
      });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PassingFailure)) throw error;
      failures++;
      const pauseMs = pauseAfter(failures, patience, error.retryAfterMs);
      if (failures >= patience.tries || pauseMs > longestRetryAfterMs) throw error;
      log.info({ failures, pauseMs, reason: error.message }, 'fetching is tried again');
      await pause(pauseMs, undefined, { signal });
    }
  }
}

function pauseAfter(failures: number, patience: Patience, retryAfterMs: number | undefined): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  const longest = Math.min(patience.longestPauseMs, patience.firstPauseMs * 2 ** (failures - 1));
  return Math.round(longest * (0.75 + Math.random() / 4));
}
