import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { Highlight } from '../search-store.ts';
import { splitWords } from './split-words.ts';

/** How the words of one side are compared. */
export type Side = 'source' | 'target';

/**
 * For each text, where its words that share a stem with the query stand. The database compares, so that what is shown is
 * what was searched for: PostgreSQL's own headlines cannot say places in the text as it was before folding.
 */
export async function findHighlights(
  db: Database,
  side: Side,
  query: string,
  texts: readonly string[],
): Promise<readonly (readonly Highlight[])[]> {
  const placed = texts.map(splitWords);
  const words = [...new Set(placed.flat().map(({ word }) => word))];
  if (words.length === 0) return texts.map(() => []);
  const stems = (text: ReturnType<typeof sql.ref>) =>
    side === 'source'
      ? sql`tsvector_to_array(to_tsvector('arabic', muwazi.fold_for_search(${text})))`
      : sql`tsvector_to_array(to_tsvector('english', ${text}))`;
  const { rows } = await sql<{ readonly word: string }>`
    select words.word
    from unnest(${words}::text[]) as words (word), (select ${query}::text as text) as query
    where ${stems(sql.ref('words.word'))} && ${stems(sql.ref('query.text'))}`.execute(db);
  const matching = new Set(rows.map(({ word }) => word));
  return placed.map((ofText) =>
    ofText.filter(({ word }) => matching.has(word)).map(({ start, end }) => ({ start, end })),
  );
}
