import { countCommon, countNgrams } from './count-ngrams.ts';
import type { Counts, Metric } from './metric.ts';
import { splitWords } from './split-words.ts';

const maxOrder = 6;
/** Recall counts this many times as much as precision. */
const beta = 2;

/**
 * chrF2 as sacreBLEU computes it by default: n-grams of 1 to 6 characters (code points), case kept, white space left out.
 *
 * For corpora and for single sentences.
 *
 * Counts: for each order 1–6 the n-grams of the target, of the reference, and in common. An order that the reference is
 * too short for counts nothing.
 *
 * @see Popović 2015, https://aclanthology.org/W15-3049
 */
export const chrf: Metric = {
  name: 'chrF2',
  signature: 'nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no',
  count: countChrf,
  score: scoreChrf,
};

/** chrF2 of one sentence against its reference, 0–100. */
export function scoreSentence(target: string, reference: string): number {
  return scoreChrf(countChrf(target, reference));
}

function countChrf(target: string, reference: string): Counts {
  const targetChars = charactersOf(target);
  const referenceChars = charactersOf(reference);
  const counts: number[] = [];
  for (let order = 1; order <= maxOrder; order++) {
    const ngrams = countNgrams(targetChars, order, '');
    const referenceNgrams = countNgrams(referenceChars, order, '');
    counts.push(referenceNgrams.size === 0 ? 0 : Math.max(0, targetChars.length - order + 1));
    counts.push(Math.max(0, referenceChars.length - order + 1));
    counts.push(countCommon(ngrams, referenceNgrams));
  }
  return counts;
}

function charactersOf(text: string): readonly string[] {
  return Array.from(splitWords(text).join(''));
}

function scoreChrf(counts: Counts): number {
  let precision = 0;
  let recall = 0;
  let orders = 0;
  for (let at = 0; at < counts.length; at += 3) {
    const [inTarget = 0, inReference = 0, common = 0] = counts.slice(at, at + 3);
    if (inTarget === 0 || inReference === 0) continue;
    precision += common / inTarget;
    recall += common / inReference;
    orders++;
  }
  if (precision + recall === 0) return 0;
  // The mean over the orders, then the F-score of the means.
  return (100 * (1 + beta ** 2) * precision * recall) / orders / (beta ** 2 * precision + recall);
}
