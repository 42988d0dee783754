import type { Decoder, NextTokens } from '../engine/decoder.ts';
import type { Hypothesis } from '../engine/hypothesis.ts';
import type { ModelConfig } from '../engine/model-config.ts';
import { repeatingTokens } from '../engine/no-repeat.ts';
import { searchInRows, stopped, type RowBeam, type RowSearch } from '../engine/search-in-rows.ts';
import type { TermConstraint } from './term-constraint.ts';
import { noProgress, progressWith, tokensOfAll, wantedTokens, type TermProgress } from './term-progress.ts';

/** A sentence with what its translation must hold. */
export interface TermSource {
  readonly source: readonly number[];
  /** One or more. */
  readonly constraints: readonly TermConstraint[];
  /** Tokens that its translation has without them; how long one with them may be follows from it. */
  readonly expectedTokens: number;
}

export interface TermRules {
  /** Hypotheses of one sentence that are followed at once, at least; one a token of its terms where those are more. */
  readonly beams: number;
  /** Ended hypotheses that are compared. */
  readonly finished: number;
  /** A sentence ends only where the end is among so many likeliest tokens, unless there is no more room or nothing may follow. */
  readonly endRank: number;
  /** Likeliest tokens that the decoder is asked for. The token of a term beyond them counts as likely as the last of them. */
  readonly width: number;
  /** No sequence of so many tokens stands twice, terms apart; 0 allows all. */
  readonly noRepeat: number;
  /** Whether a token goes on with the word before it. */
  readonly continuesWord: (token: number) => boolean;
}

interface Beam extends RowBeam {
  /** Of each token. */
  readonly logProbs: readonly number[];
  /** Of the tokens of terms that are met, and how many they are: the glossary's choice, not the model's. */
  readonly termLogProb: number;
  readonly termTokens: number;
  readonly progress: TermProgress;
}

interface Search extends TermSource, RowSearch<Beam> {
  readonly goal: number;
  readonly mostTokens: number;
  /** Best first. */
  finished: readonly Ended[];
}

interface Ended extends Hypothesis {
  readonly score: number;
  /** How many tokens the model found likelier than the end. */
  readonly rank: number;
}

/**
 * Beam search that ends a sentence only when all its terms are in it; one hypothesis per source, in order.
 *
 * In each step a hypothesis goes on with the model's likeliest tokens, and with the tokens of terms that bring it on,
 * however unlikely. Those that have written as many tokens of terms compete with each other only, so that there is always
 * one that has written more: after as many steps as the terms have tokens, one holds them all. `logProb` and `scored` of
 * the result leave out the tokens of the terms.
 *
 * `ended` is `limit` where the room ran out before any hypothesis had all terms. Finished sentences leave the batch at
 * once; so does one for which `isWanted` says no.
 *
 * @see Hokamp, Liu 2017, https://aclanthology.org/P17-1141 (grid beam search); Post, Vilar 2018,
 *   https://aclanthology.org/N18-1119 (dynamic beam allocation), whose sharing of places among the banks this is
 */
export async function searchWithTerms(
  decoder: Decoder,
  config: ModelConfig,
  sources: readonly TermSource[],
  rules: TermRules,
  isWanted: (source: number) => boolean,
): Promise<readonly Hypothesis[]> {
  const width = Math.min(config.vocabularySize, rules.width);
  return searchInRows(
    { decoder, config },
    sources.map(({ source }) => source),
    sources.map((source, place) => begin(source, place, config)),
    {
      candidatesAfter: () => width,
      advance: (search, next) => advance(search, next, rules, config),
      isWanted,
    },
  );
}

function begin(source: TermSource, place: number, config: ModelConfig): Search {
  const goal = tokensOfAll(source.constraints);
  const beam: Beam = {
    row: place,
    tokens: [],
    logProbs: [],
    logProb: 0,
    termLogProb: 0,
    termTokens: 0,
    progress: noProgress,
  };
  const room = config.maxTargetTokens - 2; // the start, and the end that is forced
  // Terms replace words that were there before; half as long again is more than they ever needed.
  const mostTokens = Math.min(room, Math.ceil(source.expectedTokens * 1.5) + goal + 8);
  return { ...source, place, goal, mostTokens, beams: [beam], finished: [] };
}

/** Follows the best continuations; the best hypothesis when the search is over, else undefined. */
function advance(
  search: Search,
  next: NextTokens,
  rules: TermRules,
  config: ModelConfig,
): Hypothesis | undefined {
  const followed = search.beams.map((beam) => ({
    going: continuations(beam, search, next, rules, config),
    ends: endOf(beam, search, next, config),
  }));
  const going = followed.flatMap((beam) => beam.going);
  const ends = followed.flatMap((beam) => beam.ends);
  // What cannot go on ends here, likely or not: it may be the only one that has all terms.
  const natural = followed.flatMap((beam) =>
    beam.going.length === 0 ? beam.ends : beam.ends.filter(({ rank }) => rank < rules.endRank),
  );
  search.finished = bestOf([...search.finished, ...natural], rules);
  const written = (search.beams[0]?.tokens.length ?? 0) + 1;
  if (written > search.mostTokens || going.length === 0)
    return search.finished[0] ?? bestOf(ends, rules)[0] ?? stopped(search, 'limit');
  search.beams = shareBanks(going, Math.max(rules.beams, search.goal + 1));
  return isOver(search) ? search.finished[0] : undefined;
}

/**
 * No hypothesis that has all terms can come to a better score than the best ended one. Those that lack some are not waited
 * for once the translation is as long as it was without terms.
 */
function isOver({ beams, finished, goal, expectedTokens }: Search): boolean {
  const [best] = finished;
  if (best === undefined) return false;
  const written = beams[0]?.tokens.length ?? 0;
  const rivals = beams.filter(({ progress }) => progress.tokens === goal || written < expectedTokens);
  return rivals.every(({ logProb }) => scoreOf(logProb, written + 1) <= best.score);
}

function bestOf(ended: readonly Ended[], rules: TermRules): readonly Ended[] {
  return ended.toSorted((a, b) => b.score - a.score).slice(0, rules.finished);
}

/** Mean log-probability of all tokens. */
function scoreOf(logProb: number, tokens: number): number {
  return logProb / tokens;
}

/**
 * Shares the places of a sentence among the banks (hypotheses with as many tokens of terms): each bank in turn, the fullest
 * first, gives its best, until the places are taken. With as many places as banks each gets one.
 */
function shareBanks(candidates: readonly Beam[], places: number): readonly Beam[] {
  const banks = new Map<number, Beam[]>();
  for (const candidate of candidates) {
    const bank = banks.get(candidate.progress.tokens);
    if (bank === undefined) banks.set(candidate.progress.tokens, [candidate]);
    else bank.push(candidate);
  }
  const inTurn = [...banks]
    .sort(([a], [b]) => b - a)
    .map(([, bank]) => bank.sort((a, b) => b.logProb - a.logProb));
  const chosen: Beam[] = [];
  for (let round = 0; chosen.length < Math.min(places, candidates.length); round++) {
    for (const bank of inTurn) {
      const beam = bank[round];
      if (beam !== undefined && chosen.length < places) chosen.push(beam);
    }
  }
  return chosen;
}

function continuations(
  beam: Beam,
  { constraints }: Search,
  next: NextTokens,
  rules: TermRules,
  config: ModelConfig,
): readonly Beam[] {
  const place = beam.tokens.length === 0 ? 'first' : 'later';
  const wanted = new Set(wantedTokens(beam.progress, constraints, place));
  const repeating = repeatingTokens(beam.tokens, rules.noRepeat);
  const candidates: Beam[] = [];
  const follow = (token: number, logProb: number): void => {
    if (beam.progress.justEnded > 0 && rules.continuesWord(token)) return;
    for (const progress of progressWith(token, beam.progress, constraints, place))
      candidates.push(extended(beam, token, logProb, progress));
  };
  let free = rules.beams;
  const from = beam.row * next.width;
  for (let at = from; at < from + next.width; at++) {
    const token = next.ids[at] ?? config.padId;
    const logProb = next.logProbs[at] ?? -Infinity;
    const isWanted = wanted.delete(token);
    if (!isWanted && (free === 0 || isForbidden(token, repeating, config))) continue;
    if (!isWanted) free -= 1;
    follow(token, logProb);
  }
  for (const token of wanted) follow(token, leastLogProb(beam, next));
  return candidates;
}

function isForbidden(token: number, repeating: ReadonlySet<number>, config: ModelConfig): boolean {
  return token === config.endId || config.bannedIds.includes(token) || repeating.has(token);
}

/** What is not among the likeliest tokens is at most as likely as the last of them. */
function leastLogProb({ row }: Beam, { width, logProbs }: NextTokens): number {
  return Math.max(logProbs[(row + 1) * width - 1] ?? -Infinity, leastCounted);
}

/** A probability of 0 would make hypotheses incomparable. */
const leastCounted = Math.log(1e-9);

function extended(beam: Beam, token: number, tokenLogProb: number, progress: TermProgress): Beam {
  const counted = Math.max(tokenLogProb, leastCounted);
  const logProbs = [...beam.logProbs, counted];
  const ended = logProbs.slice(logProbs.length - progress.justEnded);
  return {
    row: beam.row,
    tokens: [...beam.tokens, token],
    logProbs,
    logProb: beam.logProb + counted,
    termLogProb: beam.termLogProb + ended.reduce((sum, one) => sum + one, 0),
    termTokens: beam.termTokens + ended.length,
    progress,
  };
}

/** The hypothesis that `beam` is when it ends here; none while it lacks a term. */
function endOf(beam: Beam, { goal }: Search, next: NextTokens, config: ModelConfig): readonly Ended[] {
  if (beam.progress.tokens < goal) return [];
  const from = beam.row * next.width;
  const rank = next.ids.subarray(from, from + next.width).indexOf(config.endId);
  const endLogProb = rank === -1 ? leastLogProb(beam, next) : (next.logProbs[from + rank] ?? -Infinity);
  const scored = beam.tokens.length + 1;
  return [
    {
      tokens: beam.tokens,
      logProb: beam.logProb + endLogProb - beam.termLogProb,
      scored: scored - beam.termTokens,
      ended: 'complete',
      score: scoreOf(beam.logProb + endLogProb, scored),
      rank: rank === -1 ? next.width : rank,
    },
  ];
}
