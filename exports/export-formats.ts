import { appError } from '../core/app-error.ts';
import type { ExportFormat } from './export-format.ts';
import { jsonlFormat } from './jsonl-format.ts';
import { tmxFormat } from './tmx-format.ts';
import { tsvFormat } from './tsv-format.ts';

/** Every format a document can be downloaded in; the only place that lists them. */
export const exportFormats: readonly ExportFormat[] = [jsonlFormat, tsvFormat, tmxFormat];

/** Throws EXPORT_FORMAT_UNKNOWN, which names the known ones. */
export function exportFormatNamed(name: string): ExportFormat {
  const format = exportFormats.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  const known = exportFormats.map((candidate) => candidate.name);
  throw appError('EXPORT_FORMAT_UNKNOWN', [name, known.join(', ')], { details: { format: name, known } });
}
