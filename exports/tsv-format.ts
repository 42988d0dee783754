import { alignedRecordOf, type AlignedRecord } from './aligned-record.ts';
import type { ExportFormat } from './export-format.ts';
import { tsvCell } from './tsv-cell.ts';

/** Columns by name, in order. New ones are added at the end, so that scripts that count columns go on working. */
const columns: Readonly<Record<string, (record: AlignedRecord) => string | number | null>> = {
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
};

/**
 * Tab-separated values: a line of column names, then one line a row, ended by line feeds; no quotes.
 * Cells follow the one rule of {@link tsvCell}; null is an empty cell.
 */
export const tsvFormat: ExportFormat = {
  name: 'tsv',
  mediaType: 'text/tab-separated-values; charset=utf-8',
  extension: 'tsv',
  async *write(_header, rows) {
    yield `${Object.keys(columns).join('\t')}\n`;
    const readers = Object.values(columns);
    for await (const row of rows) {
      const record = alignedRecordOf(row);
      yield `${readers.map((read) => tsvCell(String(read(record) ?? ''))).join('\t')}\n`;
    }
  },
};
