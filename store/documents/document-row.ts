import type { Selectable } from 'kysely';
import type { Document } from '../../core/document.ts';
import type { DocumentsTable } from '../database/tables.ts';
import { priorityOf } from './priority-rank.ts';

export const documentColumns = [
  'id',
  'title',
  'source_url',
  'published_at',
  'collection',
  'external_id',
  'source_chars',
  'paragraphs_total',
  'paragraphs_queued',
  'paragraphs_running',
  'paragraphs_done',
  'paragraphs_failed',
  'paragraphs_cancelled',
  'status',
  'priority',
  'created_at',
  'started_at',
  'finished_at',
  'revised_at',
  'segments_total',
  'segments_to_look_at',
  'confidence',
] as const;

export type DocumentRow = Pick<Selectable<DocumentsTable>, (typeof documentColumns)[number]> & {
  readonly errors: Document['errors'];
};

export function toDocument(row: DocumentRow): Document {
  return {
    id: row.id,
    title: row.title,
    sourceUrl: row.source_url,
    publishedAt: row.published_at,
    collection: row.collection,
    externalId: row.external_id,
    status: row.status,
    priority: priorityOf(row.priority),
    paragraphs: {
      total: row.paragraphs_total,
      queued: row.paragraphs_queued,
      running: row.paragraphs_running,
      done: row.paragraphs_done,
      failed: row.paragraphs_failed,
      cancelled: row.paragraphs_cancelled,
    },
    sourceChars: row.source_chars,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    revisedAt: row.revised_at,
    segments: {
      total: row.segments_total,
      needsLook: row.segments_to_look_at,
      meanConfidence: row.confidence,
    },
    errors: row.errors,
  };
}
