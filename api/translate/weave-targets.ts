/** Where a translation belongs: half-open, in UTF-16 code units of the source. */
export interface PlacedTarget {
  readonly start: number;
  readonly end: number;
  readonly target: string;
}

/** `source` with each span replaced by its translation; what stands between them (white space) stays as it is. */
export function weaveTargets(source: string, placed: readonly PlacedTarget[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, target } of placed) {
    parts.push(source.slice(at, start), target);
    at = end;
  }
  return parts.join('') + source.slice(at);
}
