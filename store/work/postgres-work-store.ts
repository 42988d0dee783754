import { sql } from 'kysely';
import { sliceSeconds } from '../../core/work-slices.ts';
import type { Database } from '../database/tables.ts';
import type { MeasuredSpeed, ParagraphPlace, WorkSlice, WorkStore } from '../work-store.ts';
import { countWork } from './count-work.ts';

/** An hour of work: enough to even out short and long sentences, little enough to follow a machine that got slower. */
const measuredSlices = 3_600 / sliceSeconds;

export function createWorkStore(db: Database): WorkStore {
  return {
    count: () => countWork(db),
    slices: (seconds) => readSlices(db, seconds),
    speeds: () => readSpeeds(db),
    places: (paragraphIds) => readPlaces(db, paragraphIds),
  };
}

async function readSlices(
  db: Database,
  seconds: number,
): Promise<{ readonly now: Date; readonly slices: readonly WorkSlice[] }> {
  const { rows: clock } = await sql<{ readonly now: Date }>`select now() as now`.execute(db);
  const now = clock[0]?.now ?? new Date();
  const slices = await db
    .selectFrom('work_slices')
    .select(['at', 'worker_id as workerId', 'sentences', 'remembered', 'target_tokens as tokens'])
    .where('at', '>', new Date(now.getTime() - (seconds + sliceSeconds) * 1_000))
    .orderBy('at')
    .execute();
  return { now, slices };
}

async function readSpeeds(db: Database): Promise<readonly MeasuredSpeed[]> {
  const { rows } = await sql<MeasuredSpeed>`
    with recent as (
      select *, row_number() over (partition by host, model_id, model_revision order by at desc) as age,
        first_value(model_revision) over (partition by host, model_id order by at desc) as newest
      from muwazi.work_slices
    )
    select host, model_id as "modelId",
      (sum(source_chars) * 1000.0 / sum(busy_ms))::float8 as "charsPerSecond",
      (sum(translated_chars) * 1000.0 / sum(busy_ms))::float8 as "translatedCharsPerSecond",
      (sum(sentences) * 1000.0 / sum(busy_ms))::float8 as "sentencesPerSecond"
    from recent
    where age <= ${measuredSlices} and model_revision = newest
    group by host, model_id
    having sum(source_chars) > 0`.execute(db);
  return rows;
}

async function readPlaces(db: Database, paragraphIds: readonly string[]): Promise<readonly ParagraphPlace[]> {
  if (paragraphIds.length === 0) return [];
  return db
    .selectFrom('paragraphs')
    .innerJoin('documents', 'documents.id', 'paragraphs.document_id')
    .select([
      'paragraphs.id as paragraphId',
      'paragraphs.position',
      'documents.title',
      'documents.paragraphs_total as paragraphs',
    ])
    .where('paragraphs.id', '=', sql<string>`any(${paragraphIds}::uuid[])`)
    .execute();
}
