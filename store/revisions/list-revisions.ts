import { sql, type Selectable } from 'kysely';
import { validate } from 'uuid';
import { appError } from '../../core/app-error.ts';
import { parseSegmentId } from '../../core/segment.ts';
import type { SegmentRevision } from '../../core/segment-revision.ts';
import type { Database, RevisionsTable } from '../database/tables.ts';

/** The paragraph and position an id names. Throws SEGMENT_UNKNOWN for what cannot be one of ours. */
export function placeOf(segmentId: string): { readonly paragraphId: string; readonly position: number } {
  const place = parseSegmentId(segmentId);
  if (place === undefined) throw appError('SEGMENT_UNKNOWN', [segmentId.slice(0, 60)]);
  return place;
}

/**
 * Newest first: the text that stands in `segments`, then those in `revisions`. A person's text that stands is in both, and
 * only the second says who wrote it.
 */
export async function listRevisions(
  db: Database,
  documentId: string,
  segmentId: string,
  limit: number,
): Promise<readonly SegmentRevision[]> {
  const { paragraphId, position } = placeOf(segmentId);
  await refuseUnknownDocument(db, documentId);
  const { rows } = await sql<RevisionRow>`
    with standing as (
      select s.* from muwazi.segments s join muwazi.paragraphs p on p.id = s.paragraph_id
      where s.paragraph_id = ${paragraphId} and s.position = ${position} and p.document_id = ${documentId}
    )
    select s.revision, s.source_text, s.target_text, s.confidence, s.flags, s.origin, s.model_id, s.model_revision,
      r.author, s.created_at
    from standing s left join muwazi.revisions r using (paragraph_id, position, revision)
    union all
    select r.revision, r.source_text, r.target_text, r.confidence, r.flags, r.origin, r.model_id, r.model_revision,
      r.author, r.created_at
    from standing s join muwazi.revisions r on r.paragraph_id = s.paragraph_id and r.position = s.position
      and r.revision < s.revision
    order by revision desc
    limit ${limit}`.execute(db);
  if (rows.length === 0) throw appError('SEGMENT_UNKNOWN', [segmentId]);
  return rows.map(toRevision);
}

type RevisionRow = Omit<Selectable<RevisionsTable>, 'paragraph_id' | 'position'>;

async function refuseUnknownDocument(db: Database, documentId: string): Promise<void> {
  const document = validate(documentId)
    ? await db.selectFrom('documents').select('id').where('id', '=', documentId).executeTakeFirst()
    : undefined;
  if (document === undefined) throw appError('DOCUMENT_UNKNOWN', [documentId]);
}

function toRevision(row: RevisionRow): SegmentRevision {
  const { model_id: id, model_revision: revision } = row;
  return {
    revision: row.revision,
    sourceText: row.source_text,
    targetText: row.target_text,
    origin: row.origin,
    author: row.author,
    confidence: row.confidence,
    flags: row.flags,
    model: id === null || revision === null ? null : { id, revision },
    createdAt: row.created_at,
  };
}
