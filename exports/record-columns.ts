import type { AlignedRecord } from './aligned-record.ts';

/** What stands in a cell before its format's quoting; null where nothing is known. */
export type CellValue = string | number | null;

/**
 * The columns of the flat formats by name, in order: those of {@link AlignedRecord}, texts first. New ones are added
 * at the end, so that scripts that count columns go on working.
 */
export const recordColumns: Readonly<Record<string, (record: AlignedRecord) => CellValue>> = {
  source: (record) => record.source,
  target: (record) => record.target,
  confidence: (record) => record.confidence,
  flags: (record) => record.flags.join(','),
  origin: (record) => record.origin,
  modelId: (record) => record.model?.id ?? null,
  modelRevision: (record) => record.model?.revision ?? null,
  translatedAt: (record) => record.translatedAt,
  segmentId: (record) => record.segmentId,
  documentId: (record) => record.documentId,
  paragraphId: (record) => record.paragraphId,
  paragraphPosition: (record) => record.paragraphPosition,
  position: (record) => record.position,
  sourceStart: (record) => record.sourceStart,
  sourceEnd: (record) => record.sourceEnd,
  gapBefore: (record) => record.gapBefore,
  gapAfter: (record) => record.gapAfter,
  revision: (record) => record.revision,
};
