import type { TermConstraint } from './term-constraint.ts';

/**
 * How far a hypothesis has come with the terms of its sentence.
 *
 *   within none ──first token──► within one ──its next token──► … ──its last token──► met, and at its end
 *        ▲                            │
 *        └───── any other token ──────┘ (unless that one begins a term)
 */
export interface TermProgress {
  /** Places of the constraints that are met. */
  readonly met: ReadonlySet<number>;
  readonly within: TermWay | null;
  /** How many of the last tokens are a term that has just ended; 0 where none has. The next token may not go on with its word. */
  readonly justEnded: number;
  /** Tokens written of terms that are met or begun; hypotheses with as many can be compared. */
  readonly tokens: number;
}

/** One of the ways to write a term, and how much of it is written. */
interface TermWay {
  readonly constraint: number;
  readonly tokens: readonly number[];
  readonly written: number;
}

/** Where the next token stands in the target. */
export type TokenPlace = 'first' | 'later';

export const noProgress: TermProgress = { met: new Set(), within: null, justEnded: 0, tokens: 0 };

/** The tokens that bring a hypothesis on: the next one of the term it is within, else the first of each term not met. */
export function wantedTokens(
  progress: TermProgress,
  constraints: readonly TermConstraint[],
  place: TokenPlace,
): readonly number[] {
  const ways = progress.within === null ? waysToBegin(progress, constraints, place) : [progress.within];
  return ways.map(nextOf);
}

/** What `token` makes of the progress: one outcome, or several where it begins several terms. */
export function progressWith(
  token: number,
  progress: TermProgress,
  constraints: readonly TermConstraint[],
  place: TokenPlace,
): readonly [TermProgress, ...TermProgress[]] {
  const { within } = progress;
  if (within !== null && nextOf(within) === token) return [goOn(within, progress, constraints)];
  const [first, ...others] = waysToBegin(progress, constraints, place).filter((way) => nextOf(way) === token);
  if (first !== undefined) {
    return [goOn(first, progress, constraints), ...others.map((way) => goOn(way, progress, constraints))];
  }
  const { met } = progress;
  return [{ met, within: null, justEnded: 0, tokens: tokensOfMet(met, constraints) }];
}

/** All tokens of all terms: what `tokens` of a hypothesis is that meets them all. */
export function tokensOfAll(constraints: readonly TermConstraint[]): number {
  return constraints.reduce((sum, { tokens }) => sum + tokens.length, 0);
}

function goOn(way: TermWay, { met }: TermProgress, constraints: readonly TermConstraint[]): TermProgress {
  const next = { ...way, written: way.written + 1 };
  if (next.written === next.tokens.length) {
    const more = new Set(met).add(next.constraint);
    return { met: more, within: null, justEnded: next.written, tokens: tokensOfMet(more, constraints) };
  }
  // With a capital a term can have more tokens; it is not met before the last of them.
  const mostBeforeMet = (constraints[next.constraint]?.tokens.length ?? 1) - 1;
  const tokens = tokensOfMet(met, constraints) + Math.min(next.written, mostBeforeMet);
  return { met, within: next, justEnded: 0, tokens };
}

function waysToBegin(
  { met }: TermProgress,
  constraints: readonly TermConstraint[],
  place: TokenPlace,
): readonly TermWay[] {
  return constraints.flatMap(({ tokens, atStart }, constraint) => {
    if (met.has(constraint)) return [];
    const ways = place === 'first' && atStart !== null ? [tokens, atStart] : [tokens];
    return ways.map((way) => ({ constraint, tokens: way, written: 0 }));
  });
}

function nextOf({ tokens, written }: TermWay): number {
  return tokens[written] ?? -1;
}

function tokensOfMet(met: ReadonlySet<number>, constraints: readonly TermConstraint[]): number {
  return constraints.reduce((sum, { tokens }, place) => sum + (met.has(place) ? tokens.length : 0), 0);
}
