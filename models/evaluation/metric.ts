/**
 * What a metric counts in one sentence pair: whole numbers that add up.
 * The counts of a corpus are the sums of its sentences' counts, place by place; their meaning is the metric's own.
 */
export type Counts = readonly number[];

/** A corpus-level metric of machine translation with one reference per sentence. Pure. */
export interface Metric {
  readonly name: string;
  /** How it was computed, in sacreBLEU's notation, so that scores of others can be compared. */
  readonly signature: string;
  count(target: string, reference: string): Counts;
  /** 0–100; more is better. */
  score(counts: Counts): number;
}

/** The score of a whole set: of the summed counts, which is not the mean of the sentences' scores. */
export function scoreCorpus(metric: Metric, sentences: readonly Counts[]): number {
  const [first = [], ...rest] = sentences;
  const sum = [...first];
  for (const counts of rest) counts.forEach((count, place) => (sum[place] = (sum[place] ?? 0) + count));
  return metric.score(sum);
}

/** Counts of every sentence of a set, in order. `targets` and `references` are of one length. */
export function countAll(
  metric: Metric,
  targets: readonly string[],
  references: readonly string[],
): readonly Counts[] {
  return targets.map((target, place) => metric.count(target, references[place] ?? ''));
}
