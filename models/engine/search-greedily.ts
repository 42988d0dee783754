import type { Decoder, NextTokens } from './decoder.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { ModelConfig } from './model-config.ts';

interface Row {
  /** Place in `sources`. */
  readonly source: number;
  readonly tokens: number[];
  logProb: number;
}

/**
 * Writes the likeliest next token until each row ends; one hypothesis per source, in order.
 *
 * One sentence at a time this is token for token the transformers library's `generate()` with `num_beams: 1`.
 * Rows that end leave the batch at once. Between steps the event loop runs, and a row for which `isWanted` says no
 * leaves the batch.
 */
export async function searchGreedily(
  decoder: Decoder,
  config: ModelConfig,
  sources: readonly (readonly number[])[],
  isWanted: (source: number) => boolean,
): Promise<readonly Hypothesis[]> {
  const hypotheses: Hypothesis[] = new Array<Hypothesis>(sources.length);
  let rows: Row[] = sources.map((_, source) => ({ source, tokens: [], logProb: 0 }));
  const state = await decoder.begin(sources);
  // Of so many candidates at least one is not banned.
  const width = config.bannedIds.length + 1;
  while (rows.length > 0) {
    const next = await state.step(
      rows.map((row) => row.tokens.at(-1) ?? config.startId),
      width,
    );
    const going: number[] = [];
    rows.forEach((row, place) => {
      const ended = isWanted(row.source)
        ? advance(row, chooseToken(next, place, config), config)
        : 'cancelled';
      if (ended === undefined) going.push(place);
      else hypotheses[row.source] = hypothesisOf(row, ended);
    });
    if (going.length < rows.length && going.length > 0) await state.keep(going);
    rows = going.flatMap((place) => rows[place] ?? []);
  }
  return hypotheses;
}

interface Choice {
  readonly id: number;
  readonly logProb: number;
}

function chooseToken(next: NextTokens, row: number, config: ModelConfig): Choice {
  for (let at = row * next.width; at < (row + 1) * next.width; at++) {
    const id = next.ids[at];
    if (id !== undefined && !config.bannedIds.includes(id))
      return { id, logProb: next.logProbs[at] ?? -Infinity };
  }
  throw new Error('the decoder offered banned tokens only');
}

/** Appends the choice; says how the row ended, or undefined when it goes on. */
function advance(row: Row, choice: Choice, config: ModelConfig): Hypothesis['ended'] | undefined {
  // With the start token the row now holds tokens + 1; the last place belongs to the end token.
  const isLastPlace = row.tokens.length + 1 === config.maxTargetTokens - 1;
  if (choice.id === config.endId) {
    row.logProb += choice.logProb;
    return 'complete';
  }
  if (isLastPlace) return 'limit';
  row.tokens.push(choice.id);
  row.logProb += choice.logProb;
  return undefined;
}

function hypothesisOf(row: Row, ended: Hypothesis['ended']): Hypothesis {
  const scored = row.tokens.length + (ended === 'complete' ? 1 : 0);
  return { tokens: row.tokens, logProb: row.logProb, scored, ended };
}
