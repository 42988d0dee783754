import type { Decoder, NextTokens } from './decoder.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { ModelConfig } from './model-config.ts';
import { repeatingTokens } from './no-repeat.ts';

export interface BeamRules {
  /** Hypotheses that are followed at once, 1–8. */
  readonly beams: number;
  /** A hypothesis scores logProb / length^lengthPenalty: above 1 favours long translations, 0 short ones. */
  readonly lengthPenalty: number;
  /** No sequence of so many tokens stands twice in one translation; 0 allows all. */
  readonly noRepeat: number;
}

/** One hypothesis that is still being written. */
interface Beam {
  /** Its row in the decoder. */
  readonly row: number;
  readonly tokens: readonly number[];
  readonly logProb: number;
}

/** One source sentence with its beams, best first. */
interface Search {
  readonly source: number;
  beams: readonly Beam[];
  /** Ended hypotheses, best first, no more than there are beams. */
  finished: readonly Hypothesis[];
}

/**
 * Beam search; one hypothesis per source, in order.
 *
 * A sentence is finished when it has `beams` ended hypotheses and no beam can score better any more, or at the model's
 * limit, where the end is forced. Finished sentences leave the batch at once. Between steps the event loop runs, and a
 * sentence for which `isWanted` says no leaves the batch.
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
  const hypotheses = new Array<Hypothesis>(sources.length);
  let searches: readonly Search[] = sources.map((_, source) => ({
    source,
    beams: [{ row: source, tokens: [], logProb: 0 }],
    finished: [],
  }));
  const state = await decoder.begin(sources);
  while (searches.length > 0) {
    const rows = searches.flatMap(({ beams }) => beams);
    const next = await state.step(
      rows.map(({ tokens }) => tokens.at(-1) ?? config.startId),
      candidatesPerRow(rows[0]?.tokens.length ?? 0, rules, config),
    );
    const going: Search[] = [];
    for (const search of searches) {
      const ended = isWanted(search.source)
        ? advance(search, next, rules, config)
        : stopped(search, 'cancelled');
      if (ended === undefined) going.push(search);
      else hypotheses[search.source] = ended;
    }
    const kept = going.flatMap(({ beams }) => beams.map(({ row }) => row));
    if (kept.length > 0) await state.keep(kept);
    searches = renumber(going);
  }
  return hypotheses;
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
  readonly beam: Beam;
}

function continuations(
  beam: Beam,
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

/** The best beam as it stands, when the room or the interest ran out. */
function stopped(search: Search, ended: 'limit' | 'cancelled'): Hypothesis {
  const [beam] = search.beams;
  const tokens = beam?.tokens ?? [];
  return { tokens, logProb: beam?.logProb ?? 0, scored: tokens.length, ended };
}

/** After `keep`, row i of the decoder is the i-th beam. */
function renumber(searches: readonly Search[]): readonly Search[] {
  let row = 0;
  return searches.map((search) => ({
    ...search,
    beams: search.beams.map((beam) => ({ ...beam, row: row++ })),
  }));
}
