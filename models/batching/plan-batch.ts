/** A sentence that waits for its turn. */
export interface Waiting {
  /** Source tokens, 1 or more. */
  readonly length: number;
}

export interface BatchLimits {
  /** Most padded tokens of a batch: its longest sentence × its rows. One sentence is always taken, whatever its length. */
  readonly maxTokens: number;
  readonly maxRows: number;
}

/**
 * Chooses which of the sentences in `waiting` (oldest first) make the next batch; their places, shortest first.
 *
 * The oldest is always taken, so a sentence waits for no more batches than there were sentences before it. Around it
 * come the sentences nearest to it in length, as long as the padded cost allows: little of a batch is padding.
 */
export function planBatch(waiting: readonly Waiting[], limits: BatchLimits): readonly number[] {
  if (waiting.length === 0) return [];
  const byLength = waiting
    .map((_, place) => place)
    .sort((a, b) => lengthAt(waiting, a) - lengthAt(waiting, b) || a - b);
  let first = byLength.indexOf(0);
  let last = first;
  const oldest = lengthAt(waiting, 0);
  while (last - first + 1 < limits.maxRows) {
    const shorter = byLength[first - 1];
    const longer = byLength[last + 1];
    const gapBelow = shorter === undefined ? Infinity : oldest - lengthAt(waiting, shorter);
    const gapAbove = longer === undefined ? Infinity : lengthAt(waiting, longer) - oldest;
    if (gapBelow === Infinity && gapAbove === Infinity) break;
    const longest = lengthAt(waiting, gapAbove <= gapBelow ? longer : byLength[last]);
    if (longest * (last - first + 2) > limits.maxTokens) break;
    if (gapAbove <= gapBelow) last++;
    else first--;
  }
  return byLength.slice(first, last + 1);
}

function lengthAt(waiting: readonly Waiting[], place: number | undefined): number {
  return place === undefined ? 0 : (waiting[place]?.length ?? 0);
}
