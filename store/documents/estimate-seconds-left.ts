import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';

/** Long enough to even out long and short paragraphs, short enough to notice a worker that was added. */
const windowSeconds = 180;

/**
 * Characters left, in this document and in those whose turn comes before, divided by the characters finished per second of wall time in
 * the last minutes, by all workers together. Null without such a speed, or with nothing left.
 */
export async function estimateSecondsLeft(db: Database, documentId: string): Promise<number | null> {
  const { rows } = await sql<{ seconds: number | null }>`
    with recent as (
      select
        sum(source_chars) as chars,
        extract(epoch from now() - greatest(min(started_at), now() - make_interval(secs => ${windowSeconds})))
          as seconds
      from muwazi.paragraphs
      where status = 'done' and finished_at > now() - make_interval(secs => ${windowSeconds})
    )
    select ceil(ahead.chars * recent.seconds / nullif(recent.chars, 0))::float8 as seconds
    from recent, (
      select sum(before.chars_left) as chars
      from muwazi.documents asked join muwazi.documents before
        on (before.priority, before.id) <= (asked.priority, asked.id)
      where asked.id = ${documentId}::uuid and before.finished_at is null and not before.paused
    ) as ahead
    where exists (select from muwazi.documents where id = ${documentId}::uuid and finished_at is null and not paused)`.execute(
    db,
  );
  return rows[0]?.seconds ?? null;
}
