import type { StoredSegment } from './align-paragraphs.ts';

/** A segment as PostgreSQL puts it into JSON, by the names of its columns. */
export interface SegmentJson {
  readonly position: number;
  readonly start_offset: number;
  readonly end_offset: number;
  readonly source_text: string;
  readonly target_text: string;
  readonly confidence: number | null;
  readonly flags: StoredSegment['flags'];
  readonly origin: StoredSegment['origin'];
  readonly model_id: string | null;
  readonly model_revision: string | null;
  readonly revision: number;
  /** ISO 8601: JSON has no dates. */
  readonly created_at: Date | string;
}

export function storedSegmentOf(json: SegmentJson): StoredSegment {
  const { model_id: id, model_revision: revision } = json;
  return {
    position: json.position,
    start: json.start_offset,
    end: json.end_offset,
    sourceText: json.source_text,
    targetText: json.target_text,
    confidence: json.confidence,
    flags: json.flags,
    origin: json.origin,
    model: id === null || revision === null ? null : { id, revision },
    revision: json.revision,
    translatedAt: new Date(json.created_at),
  };
}
