import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { Side } from './find-highlights.ts';
import { splitWords } from './split-words.ts';

/** Of the three-letter pieces of a word: one letter wrong in a word of four leaves 0.4. */
const threshold = 0.35;
/** Shorter ones are near to everything. */
const fewestLetters = 3;
const mostWords = 8;

/** How near words are compared in a database; its extension may lie in any schema. */
export interface NearWords {
  /** For what is done in one transaction: from how near on a word counts. */
  readonly setThreshold: RawBuilder<unknown>;
  /** Whether a text has a word near `word`; through the index of that text. */
  readonly isNear: (word: string, text: RawBuilder<unknown>) => RawBuilder<boolean>;
  /** Those of `candidates` that are near one of `words`. */
  readonly choose: (words: readonly string[], candidates: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Undefined where the database has no pg_trgm. */
export async function openNearWords(db: Database): Promise<NearWords | undefined> {
  const { rows } = await sql<{ readonly schema: string }>`
    select n.nspname as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_trgm' and to_regclass('muwazi.segments_source_near') is not null`.execute(db);
  const schema = rows[0]?.schema;
  if (schema === undefined) return undefined;
  const similarity = sql.id(schema, 'word_similarity');
  return {
    setThreshold: sql`select set_config('pg_trgm.word_similarity_threshold', ${String(threshold)}, true)`,
    isNear: (word, text) =>
      sql`muwazi.near_key(${word}) operator(${sql.id(schema)}.<%) muwazi.near_key(${text})`,
    choose: async (words, candidates) => {
      const found = await sql<{ readonly word: string }>`
        select word from unnest(${candidates}::text[]) as candidates (word)
        where exists (
          select from unnest(${words}::text[]) as words (asked)
          where ${similarity}(muwazi.near_key(asked), muwazi.near_key(word)) >= ${threshold}
        )`.execute(db);
      return new Set(found.rows.map(({ word }) => word));
    },
  };
}

export interface NearWord {
  readonly word: string;
  /** Where it is looked for: letters of one script are never near those of the other, though their keys may be. */
  readonly side: Side;
}

/** The words of a query to look for nearly; none where it says how they are to stand, which nearly cannot. */
export function wordsToFindNearly(query: string): readonly NearWord[] {
  if (/"|(^|\s)-/u.test(query)) return [];
  const words = splitWords(query).map(({ word }) => word);
  return words
    .filter((word) => word.length >= fewestLetters)
    .slice(0, mostWords)
    .map((word) => ({ word, side: /\p{Script=Arabic}/u.test(word) ? 'source' : 'target' }));
}
