import type { ErrorCode } from '../../core/error-catalogue.ts';

/** `warning`: it works, and may not tomorrow. `failed`: something does not work. */
export type FindingState = 'ok' | 'warning' | 'failed';

/**
 * What is wrong, for programs; never changes. Where a server would end with an error of the catalogue, it is that error's code; the
 * others are of things that no server looks at. docs/cli.md lists them.
 */
export type FindingCode =
  | ErrorCode
  | 'NODE_TOO_OLD'
  | 'CLOCK_WRONG'
  | 'THREADS_TOO_MANY'
  | 'ADDRESS_UNUSABLE'
  | 'DISK_LOW'
  | 'MEMORY_LOW'
  | 'DATABASE_OTHER_VERSION'
  | 'KEYS_NOT_SEEN';

/** What one check found, as a sentence, and what to do about it. */
export interface Finding {
  /** What was looked at; the same word for every finding of a check. */
  readonly check: string;
  readonly state: FindingState;
  /** null when nothing is wrong. */
  readonly code: FindingCode | null;
  readonly found: string;
  /** null when there is nothing to do. */
  readonly advice: string | null;
}

/** What a check found wrong. */
type Trouble = Pick<Finding, 'found'> & { readonly code: FindingCode; readonly advice: string };

export function ok(check: string, found: string): Finding {
  return { check, state: 'ok', code: null, found, advice: null };
}

export function warning(check: string, trouble: Trouble): Finding {
  return { check, state: 'warning', ...trouble };
}

export function failed(check: string, trouble: Trouble): Finding {
  return { check, state: 'failed', ...trouble };
}
