import type { Decoder, NextTokens } from './decoder.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { ModelConfig } from './model-config.ts';

/** One hypothesis that is still being written. */
export interface RowBeam {
  /** Its row in the decoder. */
  readonly row: number;
  readonly tokens: readonly number[];
  readonly logProb: number;
}

/** One source sentence with its beams, best first. */
export interface RowSearch<Beam extends RowBeam> {
  /** Which of the sources it is. */
  readonly place: number;
  beams: readonly Beam[];
}

export interface SearchSteps<Search> {
  /** How many candidates the decoder is asked for in each row once so many tokens are written. */
  readonly candidatesAfter: (written: number) => number;
  /** Follows the best continuations; the best hypothesis when the search is over, else undefined. */
  readonly advance: (search: Search, next: NextTokens) => Hypothesis | undefined;
  readonly isWanted: (place: number) => boolean;
}

/**
 * Carries the searches to their ends, all in one batch; one hypothesis per source, in order.
 *
 * Sentences that are over leave the batch at once. Between steps the event loop runs, and a sentence for which `isWanted`
 * says no leaves the batch.
 */
export async function searchInRows<Beam extends RowBeam, Search extends RowSearch<Beam>>(
  { decoder, config }: { readonly decoder: Decoder; readonly config: ModelConfig },
  sources: readonly (readonly number[])[],
  begun: readonly Search[],
  { candidatesAfter, advance, isWanted }: SearchSteps<Search>,
): Promise<readonly Hypothesis[]> {
  const hypotheses = new Array<Hypothesis>(sources.length);
  let searches = begun;
  const state = await decoder.begin(sources);
  while (searches.length > 0) {
    const rows = searches.flatMap(({ beams }) => beams);
    const next = await state.step(
      rows.map(({ tokens }) => tokens.at(-1) ?? config.startId),
      candidatesAfter(rows[0]?.tokens.length ?? 0),
    );
    const going: Search[] = [];
    for (const search of searches) {
      const ended = isWanted(search.place) ? advance(search, next) : stopped(search, 'cancelled');
      if (ended === undefined) going.push(search);
      else hypotheses[search.place] = ended;
    }
    const kept = going.flatMap(({ beams }) => beams.map(({ row }) => row));
    if (kept.length > 0) await state.keep(kept);
    renumber(going);
    searches = going;
  }
  return hypotheses;
}

/** The best beam as it stands, when the room or the interest ran out. */
export function stopped({ beams: [beam] }: RowSearch<RowBeam>, ended: 'limit' | 'cancelled'): Hypothesis {
  const tokens = beam?.tokens ?? [];
  return { tokens, logProb: beam?.logProb ?? 0, scored: tokens.length, ended };
}

/** After `keep`, row i of the decoder is the i-th beam. */
function renumber<Beam extends RowBeam>(searches: readonly RowSearch<Beam>[]): void {
  let row = 0;
  for (const search of searches) search.beams = search.beams.map((beam) => ({ ...beam, row: row++ }));
}
