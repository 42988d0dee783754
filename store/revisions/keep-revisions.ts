import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';

/*
 * What happens to people's texts when a paragraph is translated again:
 *
 *   the newest text is a person's, and the source is the same ... it stands again; the new machine text is not kept
 *   the machine says what it said before ........................ nothing has changed: same revision, same time
 *   otherwise ................................................... the machine's new text stands, with the next number
 *
 * A source differs only when sentences are split in another way than before (a newer Muwazi): a person's text then no longer
 * belongs beside it. It stays in `revisions`.
 */

/** Takes the segments of the paragraph away and keeps their texts. Resolves with whether there were any. */
export async function retireSegments(trx: Database, paragraphId: string): Promise<boolean> {
  const { rows } = await sql<{ readonly retired: number }>`
    with gone as (
      delete from muwazi.segments where paragraph_id = ${paragraphId} returning *
    ), kept as (
      insert into muwazi.revisions (paragraph_id, position, revision, source_text, target_text, confidence, flags, origin,
        model_id, model_revision, created_at)
      select paragraph_id, position, revision, source_text, target_text, confidence, flags, origin,
        model_id, model_revision, created_at
      from gone
      on conflict do nothing
    )
    select count(*)::integer as retired from gone`.execute(trx);
  return (rows[0]?.retired ?? 0) > 0;
}

/** Gives the new segments of a paragraph that had segments before their revisions, and people's texts back. */
export async function resumeRevisions(trx: Database, paragraphId: string): Promise<void> {
  await sql`
    with newest as (
      select distinct on (position) * from muwazi.revisions
      where paragraph_id = ${paragraphId}
      order by position, revision desc
    ), compared as (
      select newest.*, newest.source_text = s.source_text
        and (newest.origin = 'human' or newest.target_text = s.target_text) as stands
      from newest join muwazi.segments s using (paragraph_id, position)
    )
    update muwazi.segments s set
      revision = case when stands then compared.revision else compared.revision + 1 end,
      target_text = case when stands then compared.target_text else s.target_text end,
      origin = case when stands then compared.origin else s.origin end,
      confidence = case when stands then compared.confidence else s.confidence end,
      flags = case when stands then compared.flags else s.flags end,
      model_id = case when stands then compared.model_id else s.model_id end,
      model_revision = case when stands then compared.model_revision else s.model_revision end,
      created_at = case when stands then compared.created_at else s.created_at end
    from compared
    where s.paragraph_id = compared.paragraph_id and s.position = compared.position`.execute(trx);
}
