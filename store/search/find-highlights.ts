import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { Highlight } from '../search-store.ts';
import { splitWords } from './split-words.ts';
import { wordsOf } from './words-of.ts';

/** How the words of one side are compared. */
export type Side = 'source' | 'target';

/** Those of `words` that are to be shown as found. */
export type ChooseWords = (words: readonly string[]) => Promise<ReadonlySet<string>>;

/** For each text, where the words stand that `choose` says. */
export async function findHighlights(
  texts: readonly string[],
  choose: ChooseWords,
): Promise<readonly (readonly Highlight[])[]> {
  const placed = texts.map(splitWords);
  const words = [...new Set(placed.flat().map(({ word }) => word))];
  if (words.length === 0) return texts.map(() => []);
  const matching = await choose(words);
  return placed.map((ofText) =>
    ofText.filter(({ word }) => matching.has(word)).map(({ start, end }) => ({ start, end })),
  );
}

/**
 * Words that share a stem with the query. The database compares, so that what is shown is what was searched for: PostgreSQL's own
 * headlines cannot say places in the text as it was before folding.
 */
export function sharingStem(db: Database, side: Side, query: string): ChooseWords {
  const stems = (text: ReturnType<typeof sql.ref>) => sql`tsvector_to_array(${wordsOf(side, text)})`;
  return async (words) => {
    const { rows } = await sql<{ readonly word: string }>`
      select words.word
      from unnest(${words}::text[]) as words (word), (select ${query}::text as text) as query
      where ${stems(sql.ref('words.word'))} && ${stems(sql.ref('query.text'))}`.execute(db);
    return new Set(rows.map(({ word }) => word));
  };
}
