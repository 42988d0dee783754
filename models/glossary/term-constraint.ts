import type { GlossaryTerm } from '../../core/glossary.ts';
import type { ModelConfig } from '../engine/model-config.ts';
import type { Tokeniser } from '../tokeniser/tokeniser.ts';
import { capitalised } from '../../text/glossary/find-missed-terms.ts';

/** A term as the tokens that a target must hold, one after the other. */
export interface TermConstraint {
  readonly tokens: readonly number[];
  /** The same with a capital, for the beginning of the target; null where it is no other. */
  readonly atStart: readonly number[] | null;
}

/** A hypothesis is followed for each token of the terms; more would cost more than a sentence is worth. */
const mostTokens = 64;

/**
 * What a search can be held to: the tokens of each term that the model's vocabulary can write, the first ones where there
 * are more than 64 tokens. A term that is left out is missed, and will be found to be.
 */
export function constraintsFor(
  terms: readonly GlossaryTerm[],
  tokeniser: Tokeniser,
  config: ModelConfig,
): readonly TermConstraint[] {
  const constraints: TermConstraint[] = [];
  let room = mostTokens;
  for (const { target } of terms) {
    const words = target.trim().replace(/\s+/gu, ' ');
    const tokens = tokensOf(words, tokeniser, config);
    if (tokens === null || tokens.length > room) continue;
    room -= tokens.length;
    const capital = capitalised(words);
    constraints.push({ tokens, atStart: capital === words ? null : tokensOf(capital, tokeniser, config) });
  }
  return constraints;
}

/** Null where the model cannot write the text: a letter is not in its vocabulary, or reads otherwise afterwards. */
function tokensOf(text: string, tokeniser: Tokeniser, config: ModelConfig): readonly number[] | null {
  const tokens = tokeniser.encodeTarget(text);
  if (tokens.length === 0 || tokens.some((id) => id === config.endId || config.bannedIds.includes(id)))
    return null;
  return tokeniser.decode(tokens).trim() === text ? tokens : null;
}
