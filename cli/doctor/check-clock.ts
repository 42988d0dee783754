import { failed, ok, type Finding } from './finding.ts';

/** Keys expire and jobs are timed by it. A machine without a battery begins in 1970, or where it was switched off. */
export function checkClock(nowMs: number, installedAtMs: number): Finding {
  const shown = new Date(nowMs).toISOString().slice(0, 16).replace('T', ' ');
  if (nowMs >= installedAtMs) return ok('clock', `${shown} UTC.`);
  return failed('clock', {
    code: 'CLOCK_WRONG',
    found: `It says ${shown} UTC, which is before this installation was made.`,
    advice: 'Set the clock, and let the machine keep it by NTP.',
  });
}
