/**
 * Who may try again, and when.
 *
 * - `never`: the same request fails again; change it.
 * - `later`: the same request may succeed after a while; nothing was stored.
 * - `operator`: only a person with access to the machine can mend it.
 */
export type Retry = 'never' | 'later' | 'operator';

export interface Entry<Args extends readonly unknown[]> {
  readonly status: number;
  readonly retry: Retry;
  readonly sentence: (...args: Args) => string;
}

/** `sentence` says what is the case and what to do about it. */
export function entry<Args extends readonly unknown[]>(
  status: number,
  retry: Retry,
  sentence: (...args: Args) => string,
): Entry<Args> {
  return { status, retry, sentence };
}
