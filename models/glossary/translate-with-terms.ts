import type { GlossaryTerm } from '../../core/glossary.ts';
import { findRepetition } from '../checks/find-repetition.ts';
import type { Turn } from '../batching/sentence-queue.ts';
import type { Engine } from '../engine/engine.ts';
import type { Hypothesis } from '../engine/hypothesis.ts';
import { findMissedTerms } from '../../text/glossary/find-missed-terms.ts';
import { constraintsFor } from './term-constraint.ts';

/** One piece of a sentence: its tokens, and the terms that stand in it. */
export interface PieceWithTerms {
  readonly source: readonly number[];
  readonly terms: readonly GlossaryTerm[];
}

/**
 * `plain`, the translation made without a glossary, where it holds the terms already; else one that holds more of them, if
 * the search finds one that ends and does not loop. What is missed after that is left to the caller to find and to flag.
 */
export async function translateWithTerms(
  engine: Engine,
  { source, terms }: PieceWithTerms,
  plain: Hypothesis,
  turn: Turn,
): Promise<Hypothesis> {
  const { tokeniser, config } = engine;
  const plainText = tokeniser.decode(plain.tokens);
  const missedByPlain = findMissedTerms(terms, plainText).length;
  if (missedByPlain === 0) return plain;
  // All of them: a search held to the missing ones alone may lose the others.
  const constraints = constraintsFor(terms, tokeniser, config);
  if (constraints.length === 0) return plain;
  const expectedTokens = Math.min(plain.tokens.length, mostExpected(source));
  const held = await engine.decodeWithTerms({ source, constraints, expectedTokens }, turn);
  if (held.ended !== 'complete') return plain;
  const text = tokeniser.decode(held.tokens);
  const better = findMissedTerms(terms, text).length < missedByPlain;
  return better && (!findRepetition(text) || findRepetition(plainText)) ? held : plain;
}

/** A plain translation that loops is longer than any that does not: English has up to 1.5 tokens for one of Arabic. */
function mostExpected(source: readonly number[]): number {
  return Math.ceil(source.length * 1.5) + 8;
}
