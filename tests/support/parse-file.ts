import { limits } from '../../core/limits.ts';
import type { SegmentEdit } from '../../core/segment-edit.ts';
import { importFormatNamed } from '../../imports/import-formats.ts';
import { parseImport, type ImportLimits } from '../../imports/parse-import.ts';
import { finishedDocument } from './aligned-rows.ts';
import { piecesOf } from './text-pieces.ts';

/** What a file says that comes back for the plain document of aligned-rows.ts; arrives in pieces of seven bytes. */
export function parseFile(
  format: string,
  file: string | Uint8Array,
  most: Partial<ImportLimits> = {},
): Promise<readonly SegmentEdit[]> {
  const expected = { documentId: finishedDocument().id, sourceLanguage: 'ar', targetLanguage: 'en' };
  const bytes = piecesOf(Buffer.from(file), 7);
  return parseImport(importFormatNamed(format), bytes, { expected, limits: { ...limits, ...most } });
}
