import { scoreCorpus, type Counts, type Metric } from './metric.ts';

/** Counts of two systems on the same sentences, in the same order. */
export interface SystemPair {
  readonly baseline: readonly Counts[];
  readonly system: readonly Counts[];
}

/** A score, and where it would lie on other sentences of the kind. */
export interface ScoreEstimate {
  readonly score: number;
  /** Mean over the samples. */
  readonly mean: number;
  /** Half the width of the 95 % confidence interval around `mean`. */
  readonly halfWidth: number;
}

export interface PairedComparison {
  readonly baseline: ScoreEstimate;
  readonly system: ScoreEstimate;
  /**
   * How likely a difference this large is between systems of equal quality; two-sided. Below 0.05 it is called
   * significant. 1 when both score the same, where sacreBLEU would name the smallest p it can.
   */
  readonly pValue: number;
}

/**
 * Compares two systems by paired bootstrap resampling, as sacreBLEU's `--paired-bs` does.
 *
 * `samples` are places in the set (see draw-samples.ts), at least one; the same sample is scored for both systems.
 * Pure, so the same samples give the same result.
 *
 * @see Koehn 2004, https://aclanthology.org/W04-3250; sacreBLEU 2.6, significance.py (after Moses'
 *   bootstrap-hypothesis-difference-significance.pl)
 */
export function compareByBootstrap(
  metric: Metric,
  pair: SystemPair,
  samples: Iterable<readonly number[]>,
): PairedComparison {
  const baselineScores: number[] = [];
  const systemScores: number[] = [];
  for (const sample of samples) {
    baselineScores.push(scoreSample(metric, pair.baseline, sample));
    systemScores.push(scoreSample(metric, pair.system, sample));
  }
  const baseline = estimate(scoreCorpus(metric, pair.baseline), baselineScores);
  const system = estimate(scoreCorpus(metric, pair.system), systemScores);
  const differences = systemScores.map((score, place) => Math.abs(score - (baselineScores[place] ?? 0)));
  return { baseline, system, pValue: pValueOf(differences, Math.abs(system.score - baseline.score)) };
}

function scoreSample(metric: Metric, sentences: readonly Counts[], sample: readonly number[]): number {
  return scoreCorpus(
    metric,
    sample.map((place) => sentences[place] ?? []),
  );
}

function estimate(score: number, scores: readonly number[]): ScoreEstimate {
  const sorted = [...scores].sort((a, b) => a - b);
  const cut = Math.floor(sorted.length / 40); // 2.5 % at either end
  const lowest = sorted[cut] ?? score;
  const highest = sorted[sorted.length - cut - 1] ?? score;
  return { score, mean: meanOf(scores), halfWidth: (highest - lowest) / 2 };
}

/**
 * The share of samples whose difference strays from the mean difference by more than the difference seen.
 * Plus one above and below, so that chance is never ruled out entirely (sacreBLEU, after multeval).
 */
function pValueOf(differences: readonly number[], seen: number): number {
  if (seen === 0) return 1;
  const mean = meanOf(differences);
  const strays = differences.filter((difference) => difference - mean > seen).length;
  return (strays + 1) / (differences.length + 1);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
