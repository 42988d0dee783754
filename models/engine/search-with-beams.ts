import type { Decoder, NextTokens } from './decoder.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { ModelConfig } from './model-config.ts';
import { repeatingTokens } from './no-repeat.ts';
import { searchInRows, stopped, type RowBeam, type RowSearch } from './search-in-rows.ts';

export interface BeamRules {
  /** Hypotheses that are followed at once, 1–8. */
  readonly beams: number;
  /** A hypothesis scores logProb / length^lengthPenalty: above 1 favours long translations, 0 short ones. */
  readonly lengthPenalty: number;
  /** No sequence of so many tokens stands twice in one translation; 0 allows all. */
  readonly noRepeat: number;
}

interface Search extends RowSearch<RowBeam> {
  /** Ended hypotheses, best first, no more than there are beams. */
  finished: readonly Hypothesis[];
}

/**
 * Beam search; one hypothesis per source, in order.
 *
 * A sentence is finished when it has `beams` ended hypotheses and no beam can score better any more, or at the model's
 * limit, where the end is forced. Finished sentences, and those for which `isWanted` says no, leave the batch at once.
 *
 * @see the transformers library's (Python) BeamSearchScorer with `early_stopping=False`, whose rules these are
 */
export async function searchWithBeams(
  decoder: Decoder,
  config: ModelConfig,
  sources: readonly (readonly number[])[],
  rules: BeamRules,
  isWanted: (source: number) => boolean,
): Promise<readonly Hypothesis[]> {
  const searches = sources.map((_, place): Search => {
    return { place, beams: [{ row: place, tokens: [], logProb: 0 }], finished: [] };
  });
  return searchInRows({ decoder, config }, sources, searches, {
    candidatesAfter: (written) => candidatesPerRow(written, rules, config),
    advance: (search, next) => advance(search, next, rules, config),
    isWanted,
  });
}

/** Enough that every beam can be followed by `beams` tokens that are allowed and one end. */
function candidatesPerRow(written: number, rules: BeamRules, config: ModelConfig): number {
  // A sequence of n tokens can begin at no more places than there are tokens; each bans one token at most.
  const repeating = rules.noRepeat === 0 ? 0 : Math.min(written, mostRepeating);
  return Math.min(config.vocabularySize, rules.beams + 1 + config.bannedIds.length + repeating);
}

/** More places where the last n − 1 tokens stood before are not told apart; the loop is then beyond repair. */
const mostRepeating = 16;

/** Follows the best continuations; the best hypothesis when the search is over, else undefined. */
function advance(
  search: Search,
  next: NextTokens,
  rules: BeamRules,
  config: ModelConfig,
): Hypothesis | undefined {
  const candidates = search.beams
    .flatMap((beam) => continuations(beam, next, rules, config))
    .sort((a, b) => b.logProb - a.logProb);
  // An end that is not among the best continuations is not worth a place.
  const ends = candidates.slice(0, rules.beams).filter(({ id }) => id === config.endId);
  search.finished = bestOf([...search.finished, ...ends.map(endOf)], rules);
  const isLastPlace = written(search) + 1 === config.maxTargetTokens - 1;
  const beams = candidates.filter(({ id }) => id !== config.endId).slice(0, rules.beams);
  if (isLastPlace || beams.length === 0)
    return bestOf([...search.finished, stopped(search, 'limit')], rules)[0];
  search.beams = beams.map(({ beam }) => beam);
  return isOver(search, rules) ? search.finished[0] : undefined;
}

/** True when no beam can score better than the worst of as many ended hypotheses. */
function isOver(search: Search, rules: BeamRules): boolean {
  const worst = search.finished[rules.beams - 1];
  if (worst === undefined) return false;
  const attainable = scoreOf({ logProb: search.beams[0]?.logProb ?? 0, scored: written(search) + 1 }, rules);
  return attainable <= scoreOf(worst, rules);
}

function written(search: Search): number {
  return search.beams[0]?.tokens.length ?? 0;
}

function scoreOf({ logProb, scored }: Pick<Hypothesis, 'logProb' | 'scored'>, rules: BeamRules): number {
  return logProb / Math.max(1, scored) ** rules.lengthPenalty;
}

/** The best `beams` hypotheses, best first. */
function bestOf(hypotheses: readonly Hypothesis[], rules: BeamRules): readonly Hypothesis[] {
  return hypotheses.toSorted((a, b) => scoreOf(b, rules) - scoreOf(a, rules)).slice(0, rules.beams);
}

interface Candidate {
  readonly id: number;
  readonly logProb: number;
  readonly beam: RowBeam;
}

function continuations(
  beam: RowBeam,
  next: NextTokens,
  rules: BeamRules,
  config: ModelConfig,
): readonly Candidate[] {
  const repeating = repeatingTokens(beam.tokens, rules.noRepeat);
  const candidates: Candidate[] = [];
  for (let at = beam.row * next.width; at < (beam.row + 1) * next.width; at++) {
    const id = next.ids[at] ?? config.padId;
    if (config.bannedIds.includes(id) || repeating.has(id)) continue;
    const logProb = beam.logProb + (next.logProbs[at] ?? -Infinity);
    candidates.push({ id, logProb, beam: { row: beam.row, tokens: [...beam.tokens, id], logProb } });
  }
  return candidates;
}

function endOf({ beam }: Candidate): Hypothesis {
  return {
    tokens: beam.tokens.slice(0, -1),
    logProb: beam.logProb,
    scored: beam.tokens.length,
    ended: 'complete',
  };
}
