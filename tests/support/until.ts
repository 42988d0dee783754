/** How long to wait for a condition, and what to call it when it does not come. */
export interface UntilOptions {
  readonly withinMs: number;
  readonly label: string;
  /** Between two looks. */
  readonly everyMs?: number;
}

/**
 * Looks until `isTrue` of what `look` brings, and resolves with it. A look that rejects counts as "not yet".
 * Rejects after `withinMs` with the label and the last thing seen.
 */
export async function until<Value>(
  look: () => Promise<Value> | Value,
  isTrue: (value: Value) => boolean,
  { withinMs, label, everyMs = 50 }: UntilOptions,
): Promise<Value> {
  const deadline = performance.now() + withinMs;
  let last: unknown = 'nothing';
  while (performance.now() < deadline) {
    try {
      const value = await look();
      if (isTrue(value)) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error(`not within ${withinMs} ms: ${label}; last seen: ${describe(last)}`, { cause: last });
}

function describe(value: unknown): string {
  return value instanceof Error ? value.message : JSON.stringify(value);
}
