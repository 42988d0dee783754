import type { AlignedRow } from '../core/alignment.ts';

/**
 * A row with the names and the order of fields that every format shows; `docs/formats.md` describes them.
 * JSON-safe: what is not known is null, dates are ISO 8601 in UTC.
 */
export interface AlignedRecord {
  readonly segmentId: string;
  readonly documentId: string;
  readonly paragraphId: string;
  readonly paragraphPosition: number;
  readonly position: number;
  readonly source: string;
  readonly target: string;
  /** UTF-16 offsets in the document's text. */
  readonly sourceStart: number;
  readonly sourceEnd: number;
  readonly gapBefore: string;
  readonly gapAfter: string;
  readonly confidence: number | null;
  readonly flags: readonly string[];
  readonly origin: string;
  readonly model: { readonly id: string; readonly revision: string } | null;
  readonly translatedAt: string;
  readonly revision: number;
}

export function alignedRecordOf(row: AlignedRow): AlignedRecord {
  return {
    segmentId: row.segmentId,
    documentId: row.documentId,
    paragraphId: row.paragraphId,
    paragraphPosition: row.paragraphPosition,
    position: row.position,
    source: row.sourceText,
    target: row.targetText,
    sourceStart: row.documentStart,
    sourceEnd: row.documentEnd,
    gapBefore: row.gapBefore,
    gapAfter: row.gapAfter,
    confidence: row.confidence,
    flags: row.flags,
    origin: row.origin,
    model: row.model === null ? null : { id: row.model.id, revision: row.model.revision },
    translatedAt: row.translatedAt.toISOString(),
    revision: row.revision,
  };
}
