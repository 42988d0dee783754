import { sql } from 'kysely';
import { sliceSeconds } from '../../core/work-slices.ts';
import type { WorkTally } from '../../core/work-tally.ts';
import type { Database } from '../database/tables.ts';
import type { WorkerPresence } from '../worker-registry.ts';

/** Long enough to know a machine's speed from the day before; a worker that is busy all the time makes 8,640 rows. */
const keptHours = 24;

/**
 * Adds what the worker's tally grew by since its last word to the slice of this moment. The first word of a worker is where
 * its counting begins. Of a word that is said twice the second adds nothing.
 */
export async function keepSlice(
  db: Database,
  { workerId, host, model }: Pick<WorkerPresence, 'workerId' | 'host' | 'model'>,
  tally: WorkTally,
): Promise<void> {
  if (model === null) return;
  const { rows } = await sql`
    with said as (
      select tally from muwazi.workers where worker_id = ${workerId} and tally is not null
    ), grown as (
      select
        ${tally.sentencesTranslated} - coalesce((tally->>'sentencesTranslated')::integer, 0) as sentences,
        ${tally.sentencesRemembered} - coalesce((tally->>'sentencesRemembered')::integer, 0) as remembered,
        ${tally.sourceChars} - coalesce((tally->>'sourceChars')::bigint, 0) as source_chars,
        ${tally.translatedChars} - coalesce((tally->>'translatedChars')::bigint, 0) as translated_chars,
        ${tally.targetTokens} - coalesce((tally->>'targetTokens')::bigint, 0) as target_tokens,
        ${Math.round(tally.busySeconds * 1_000)}
          - coalesce(round((tally->>'busySeconds')::float8 * 1000)::bigint, 0) as busy_ms
      from said
    )
    insert into muwazi.work_slices as slice (at, worker_id, host, model_id, model_revision, sentences, remembered,
      source_chars, translated_chars, target_tokens, busy_ms)
    select date_bin(make_interval(secs => ${sliceSeconds}), now(), 'epoch'), ${workerId}, ${host}, ${model.id},
      ${model.revision}, sentences, remembered, source_chars, translated_chars, target_tokens, busy_ms
    from grown where busy_ms > 0
    on conflict (at, worker_id) do update set
      sentences = slice.sentences + excluded.sentences,
      remembered = slice.remembered + excluded.remembered,
      source_chars = slice.source_chars + excluded.source_chars,
      translated_chars = slice.translated_chars + excluded.translated_chars,
      target_tokens = slice.target_tokens + excluded.target_tokens,
      busy_ms = slice.busy_ms + excluded.busy_ms
    returning at`.execute(db);
  if (rows.length > 0) await forgetOldSlices(db);
}

/** Rows that another worker forgets at this moment are left to it. */
async function forgetOldSlices(db: Database): Promise<void> {
  await sql`
    delete from muwazi.work_slices where (at, worker_id) in (
      select at, worker_id from muwazi.work_slices
      where at < now() - make_interval(hours => ${keptHours})
      for update skip locked
    )`.execute(db);
}
