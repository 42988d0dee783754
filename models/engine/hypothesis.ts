/**
 * What a search wrote for one row.
 *
 * `ended`: `complete` when the model itself chose the end token, `limit` when the room ran out and the end was forced,
 * `cancelled` when nobody wanted it any longer (then `tokens` is what was written so far).
 */
export interface Hypothesis {
  /** Without start and end. */
  readonly tokens: readonly number[];
  /** Sum of the natural log-probabilities of the tokens and, when the model chose it, of the end token. */
  readonly logProb: number;
  /** How many log-probabilities are in `logProb`. */
  readonly scored: number;
  readonly ended: 'complete' | 'limit' | 'cancelled';
}

/** exp(mean token log-probability), 0–1; 0 when nothing was scored. */
export function confidenceOf(hypothesis: Hypothesis): number {
  return hypothesis.scored === 0 ? 0 : Math.min(1, Math.exp(hypothesis.logProb / hypothesis.scored));
}
