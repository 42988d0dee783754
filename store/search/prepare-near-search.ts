import { sql } from 'kysely';
import type { Logger } from '../../core/logger.ts';
import type { Database } from '../database/tables.ts';

/** Makes the indexes that near-words.ts needs, where the database lets us have pg_trgm; elsewhere misspelt words find nothing. */
export async function prepareNearSearch(db: Database, log: Logger): Promise<void> {
  const { rows } = await sql<{ readonly ready: boolean }>`
    select muwazi.prepare_near_search() as ready`.execute(db);
  if (rows[0]?.ready === true) return;
  log.warn({ extension: 'pg_trgm' }, 'extension cannot be created; search will not find misspelt words');
}
