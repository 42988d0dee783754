import { sql } from 'kysely';
import type { StoredParagraph } from '../alignment/align-paragraphs.ts';
import { storedSegmentOf, type SegmentJson } from '../alignment/segment-json.ts';
import type { Database } from '../database/tables.ts';
import type { ExportSelection } from '../export-store.ts';
import { isSelectedSegment } from './is-selected.ts';
import type { ParagraphSpan } from './plan-batches.ts';

interface SpanRow {
  /** 1, 2, 3 …: which span the paragraph is of. */
  readonly span: string;
  readonly id: string;
  readonly position: number;
  readonly gap_before: string;
  readonly document_start: number;
  /** null where the paragraph is not done. */
  readonly text: string | null;
  readonly segments: readonly (SegmentJson & { readonly selected: boolean })[];
}

/**
 * The paragraphs of each span, in one statement, so that no row is seen half committed. Segments that are not selected come
 * without their texts.
 */
export async function readSpans(
  db: Database,
  spans: readonly ParagraphSpan[],
  selection: ExportSelection,
): Promise<readonly (readonly StoredParagraph[])[]> {
  const { rows } = await sql<SpanRow>`
    select spans.ordinality as span, p.id, p.position, p.gap_before, p.document_start,
      case when p.status = 'done' then p.text end as text,
      (
        select coalesce(json_agg(s order by s.position), '[]') from (
          select position, start_offset, end_offset, confidence, flags, origin, model_id, model_revision, revision,
            created_at, selected,
            case when selected then source_text else '' end as source_text,
            case when selected then target_text else '' end as target_text
          from muwazi.segments, lateral (select ${isSelectedSegment(selection)}) as choice (selected)
          where paragraph_id = p.id
        ) as s
      ) as segments
    from unnest(
      ${spans.map(({ stored }) => stored.document.id)}::uuid[],
      ${spans.map(({ from }) => from)}::integer[],
      ${spans.map(({ to }) => to)}::integer[]
    ) with ordinality as spans (document_id, first, past, ordinality)
    join muwazi.paragraphs p
      on p.document_id = spans.document_id and p.position >= spans.first and p.position < spans.past
    order by spans.ordinality, p.position`.execute(db);
  const paragraphs = spans.map((): StoredParagraph[] => []);
  for (const row of rows) {
    const index = Number(row.span) - 1;
    const documentId = spans[index]?.stored.document.id;
    if (documentId !== undefined) paragraphs[index]?.push(toParagraph(row, documentId));
  }
  return paragraphs;
}

function toParagraph(row: SpanRow, documentId: string): StoredParagraph {
  const { id, position, gap_before: gapBefore, document_start: start, text, segments } = row;
  const unselected = segments.filter(({ selected }) => !selected).map((segment) => segment.position);
  return {
    id,
    documentId,
    position,
    gapBefore,
    start,
    done:
      text === null
        ? null
        : { text, segments: segments.map(storedSegmentOf), unselected: new Set(unselected) },
  };
}
