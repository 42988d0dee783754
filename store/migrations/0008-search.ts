import { sql, type Kysely, type Migration } from 'kysely';

/*
 * Full-text indexes over both sides of the segments that stand. The stemmers are PostgreSQL's own (Snowball): Arabic loses
 * article, conjunctions and endings, English its endings.
 *
 * `fold_for_search` is what models read (text/normalise-for-model.ts: NFKC without vowels, tatweel and invisible marks) and
 * further, what writers of Arabic do not tell apart: the hamza on alef, waw and ya, final ya and alef, ta marbuta and ha.
 * The article goes before the stemmer sees it, with what is written onto it: Snowball stems a noun with and without it
 * differently (`الوزير` to `وزير`, `وزير` to `زير`).
 */
const statements = [
  sql`
    create function muwazi.fold_for_search(text) returns text
      language sql immutable strict parallel safe
      return regexp_replace(
        translate(
          regexp_replace(
            normalize($1, NFKC),
            '[\\u00ad\\u0610-\\u061a\\u061c\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]',
            '',
            'g'
          ),
          'أإآٱىةؤئ',
          'اااايهوي'
        ),
        '(^|[^ء-ي])[وف]?[بك]?ال(?=[ء-ي]{3})',
        '\\1',
        'g'
      )`,
  sql`
    create index segments_source_words on muwazi.segments
      using gin (to_tsvector('arabic', muwazi.fold_for_search(source_text)))`,
  sql`
    create index segments_target_words on muwazi.segments using gin (to_tsvector('english', target_text))`,
];

export const search: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
