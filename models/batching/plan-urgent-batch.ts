import { planBatch, type BatchLimits, type Waiting } from './plan-batch.ts';

/** A sentence that waits, and whether somebody waits for it. */
export interface WaitingOrUrgent extends Waiting {
  readonly isUrgent: boolean;
}

/**
 * Chooses a batch for the urgent sentences in `waiting` (oldest first); its places, shortest first, empty where none is urgent.
 *
 * It holds as many of them as {@link planBatch} takes of them alone, the oldest always. Room that is left goes to others,
 * the longest first that are no longer than the longest of these: they ride along without padding anybody.
 */
export function planUrgentBatch(waiting: readonly WaitingOrUrgent[], limits: BatchLimits): readonly number[] {
  const places = waiting.map((_, place) => place);
  const lengthAt = (place: number): number => waiting[place]?.length ?? 0;
  const urgent = places.filter((place) => waiting[place]?.isUrgent === true);
  const led = planBatch(
    urgent.map((place) => ({ length: lengthAt(place) })),
    limits,
  ).flatMap((place) => urgent[place] ?? []);
  if (led.length === 0) return [];
  const longest = Math.max(...led.map(lengthAt));
  const room = Math.min(limits.maxRows, Math.floor(limits.maxTokens / longest)) - led.length;
  const riders = places
    .filter((place) => !led.includes(place) && lengthAt(place) <= longest)
    .sort((a, b) => lengthAt(b) - lengthAt(a) || a - b)
    .slice(0, Math.max(0, room));
  return [...led, ...riders].sort((a, b) => lengthAt(a) - lengthAt(b) || a - b);
}
