import type { NextTokens } from './decoder.ts';

/**
 * The `width` likeliest tokens of each row of `logits` (rows × vocabulary), with their log-probabilities.
 * Of equal logits the lower id wins, as in the transformers library's greedy search.
 */
export function topTokens(logits: Float32Array, rows: number, width: number): NextTokens {
  const vocabulary = logits.length / rows;
  const ids = new Int32Array(rows * width);
  const logProbs = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const scores = logits.subarray(row * vocabulary, (row + 1) * vocabulary);
    const best = bestOf(scores, width);
    const logSum = logSumExp(scores, scores[best[0] ?? 0] ?? 0);
    best.forEach((id, place) => {
      ids[row * width + place] = id;
      logProbs[row * width + place] = (scores[id] ?? -Infinity) - logSum;
    });
  }
  return { width, ids, logProbs };
}

/** Ids of the `width` largest scores, largest first. Insertion into a short list: `width` is 1 to about 20. */
function bestOf(scores: Float32Array, width: number): readonly number[] {
  const best: number[] = [];
  let least = -Infinity;
  for (let id = 0; id < scores.length; id++) {
    const score = scores[id] ?? -Infinity;
    if (best.length === width && score <= least) continue;
    let place = best.length === width ? width - 1 : best.length;
    while (place > 0 && (scores[best[place - 1] ?? 0] ?? -Infinity) < score) {
      best[place] = best[place - 1] ?? 0;
      place--;
    }
    best[place] = id;
    least = scores[best[best.length - 1] ?? 0] ?? -Infinity;
  }
  return best;
}

function logSumExp(scores: Float32Array, largest: number): number {
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - largest);
  return largest + Math.log(sum);
}
