import { sql, type RawBuilder } from 'kysely';
import type { Side } from './find-highlights.ts';

/** How PostgreSQL takes a side's text apart; where it is a column, the index of that side has the same expression. */
const readers = {
  source: {
    config: sql`'simple'`,
    read: (text: RawBuilder<unknown>) => sql`muwazi.stem_for_search(${text})`,
  },
  target: { config: sql`'english'`, read: (text: RawBuilder<unknown>) => text },
} as const;

/** A text's words as they are compared. */
export function wordsOf(side: Side, text: RawBuilder<unknown>): RawBuilder<unknown> {
  const { config, read } = readers[side];
  return sql`to_tsvector(${config}, ${read(text)})`;
}

/** Whether a text has the words of a query as people write it (`websearch`), or in PostgreSQL's own language (`exact`). */
export function hasWordsOf(
  side: Side,
  text: RawBuilder<unknown>,
  query: { readonly websearch: string } | { readonly exact: string },
): RawBuilder<boolean> {
  const { config, read } = readers[side];
  const asked =
    'websearch' in query
      ? sql`websearch_to_tsquery(${config}, ${read(sql`${query.websearch}::text`)})`
      : sql`to_tsquery(${config}, ${read(sql`${query.exact}::text`)})`;
  return sql`${wordsOf(side, text)} @@ ${asked}`;
}
