/**
 * How often each sequence of `order` units stands in `units`, keyed by its units joined with `separator`.
 * The separator must not occur in a unit, or be empty where all units have one length.
 */
export function countNgrams(
  units: readonly string[],
  order: number,
  separator: string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + order <= units.length; at++) {
    const ngram = units.slice(at, at + order).join(separator);
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}

/** How many n-grams of `target` are in `reference` too; each counts at most as often as it stands in `reference`. */
export function countCommon(
  target: ReadonlyMap<string, number>,
  reference: ReadonlyMap<string, number>,
): number {
  let common = 0;
  for (const [ngram, count] of target) common += Math.min(count, reference.get(ngram) ?? 0);
  return common;
}
