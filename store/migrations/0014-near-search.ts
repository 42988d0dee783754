import { sql, type Kysely, type Migration } from 'kysely';

/*
 * Words that are nearly the one that was asked for, by the three-letter pieces they share (pg_trgm).
 *
 * `near_key` is `fold_for_search` with every Arabic letter as one of ASCII: pg_trgm takes for letters what the C locale does, and
 * that is the locale of the embedded server.
 *
 * `prepare_near_search` makes what is needed unless it is there, and says whether it could: the extension comes with PostgreSQL,
 * but not every database lets us install it. It is called at every start, so that whoever installs it later gets it then.
 */
const statements = [
  sql`
    create function muwazi.near_key(text) returns text
      language sql immutable strict parallel safe
      return translate(
        lower(muwazi.fold_for_search($1)),
        'ابتثجحخدذرزسشصضطظعغفقكلمنهويء',
        'abtcjhxdvrzspi3u5egfqklmnowy2'
      )`,
  sql`
    create function muwazi.prepare_near_search() returns boolean language plpgsql as $$
    declare
      place text;
    begin
      if to_regclass('muwazi.segments_source_near') is not null
        and to_regclass('muwazi.segments_target_near') is not null then
        return true;
      end if;
      perform pg_advisory_xact_lock(hashtext('muwazi.prepare_near_search'));
      begin
        create extension if not exists pg_trgm;
      exception when insufficient_privilege or feature_not_supported or undefined_file or invalid_schema_name then
        return false;
      end;
      select extnamespace::regnamespace::text into place from pg_extension where extname = 'pg_trgm';
      execute format(
        'create index if not exists segments_source_near on muwazi.segments
          using gin (muwazi.near_key(source_text) %s.gin_trgm_ops)', place);
      execute format(
        'create index if not exists segments_target_near on muwazi.segments
          using gin (muwazi.near_key(target_text) %s.gin_trgm_ops)', place);
      return true;
    end $$`,
];

export const nearSearch: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
