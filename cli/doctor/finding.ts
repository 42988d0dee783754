/** `warning`: it works, and may not tomorrow. `failed`: something does not work. */
export type FindingState = 'ok' | 'warning' | 'failed';

/** What one check found, as a sentence, and what to do about it. */
export interface Finding {
  /** What was looked at; the same word for every finding of a check. */
  readonly check: string;
  readonly state: FindingState;
  readonly found: string;
  /** null when there is nothing to do. */
  readonly advice: string | null;
}

export function ok(check: string, found: string): Finding {
  return { check, state: 'ok', found, advice: null };
}

export function warning(check: string, found: string, advice: string): Finding {
  return { check, state: 'warning', found, advice };
}

export function failed(check: string, found: string, advice: string): Finding {
  return { check, state: 'failed', found, advice };
}
