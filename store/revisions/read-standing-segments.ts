import { sql } from 'kysely';
import type { StandingSegment } from '../../core/judge-edits.ts';
import { segmentIdOf } from '../../core/segment.ts';
import type { Database } from '../database/tables.ts';

/** The segments of the paragraphs by their ids, each with the target texts it had before. */
export async function readStandingSegments(
  trx: Database,
  paragraphIds: readonly string[],
): Promise<ReadonlyMap<string, StandingSegment>> {
  const earlier = await readEarlierTargets(trx, paragraphIds);
  const rows = await trx
    .selectFrom('segments')
    .select(['paragraph_id', 'position', 'source_text', 'target_text', 'revision'])
    .where('paragraph_id', '=', sql<string>`any(${paragraphIds}::uuid[])`)
    .execute();
  return new Map(
    rows.map((row) => {
      const segmentId = segmentIdOf(row.paragraph_id, row.position);
      const standing = {
        sourceText: row.source_text,
        targetText: row.target_text,
        revision: row.revision,
        earlierTargets: earlier.get(segmentId) ?? new Map<number, string>(),
      };
      return [segmentId, standing];
    }),
  );
}

async function readEarlierTargets(
  trx: Database,
  paragraphIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
  const rows = await trx
    .selectFrom('revisions')
    .select(['paragraph_id', 'position', 'revision', 'target_text'])
    .where('paragraph_id', '=', sql<string>`any(${paragraphIds}::uuid[])`)
    .execute();
  const targets = new Map<string, Map<number, string>>();
  for (const row of rows) {
    const segmentId = segmentIdOf(row.paragraph_id, row.position);
    const ofSegment = targets.get(segmentId) ?? new Map<number, string>();
    targets.set(segmentId, ofSegment.set(row.revision, row.target_text));
  }
  return targets;
}
