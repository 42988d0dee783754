import { countCommon, countNgrams } from './count-ngrams.ts';
import type { Counts, Metric } from './metric.ts';
import { tokenise13a } from './tokenise-13a.ts';

const maxOrder = 4;

/**
 * BLEU as sacreBLEU computes it by default: 13a words, case kept, n-grams of 1 to 4 words, exponential smoothing.
 *
 * For corpora. On one sentence it is 0 wherever the target has fewer than four words.
 *
 * Counts: target words, reference words, then for each order 1–4 the n-grams in common, then those of the target.
 *
 * @see Papineni et al. 2002, https://aclanthology.org/P02-1040; Post 2018, https://aclanthology.org/W18-6319
 */
export const bleu: Metric = {
  name: 'BLEU',
  signature: 'nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp',
  count: countBleu,
  score: scoreBleu,
};

function countBleu(target: string, reference: string): Counts {
  const targetWords = tokenise13a(target);
  const referenceWords = tokenise13a(reference);
  const common: number[] = [];
  const totals: number[] = [];
  for (let order = 1; order <= maxOrder; order++) {
    // No 13a word holds a space.
    const ngrams = countNgrams(targetWords, order, ' ');
    common.push(countCommon(ngrams, countNgrams(referenceWords, order, ' ')));
    totals.push(Math.max(0, targetWords.length - order + 1));
  }
  return [targetWords.length, referenceWords.length, ...common, ...totals];
}

function scoreBleu(counts: Counts): number {
  const [targetWords = 0, referenceWords = 0, ...ngrams] = counts;
  const common = ngrams.slice(0, maxOrder);
  const totals = ngrams.slice(maxOrder);
  if (common.every((count) => count === 0)) return 0;
  let logSum = 0;
  let unmatched = 1;
  for (const [place, total] of totals.entries()) {
    if (total === 0) return 0;
    const matches = common[place] ?? 0;
    // Smoothing method 3 of Chen and Cherry 2014: an order without a match counts as half a match, the next as a quarter.
    if (matches === 0) unmatched *= 2;
    logSum += Math.log(matches === 0 ? 1 / (unmatched * total) : matches / total);
  }
  return 100 * brevityPenalty(targetWords, referenceWords) * Math.exp(logSum / maxOrder);
}

function brevityPenalty(targetWords: number, referenceWords: number): number {
  return targetWords < referenceWords ? Math.exp(1 - referenceWords / targetWords) : 1;
}
