import { appError } from '../../core/app-error.ts';
import { csvGlossaryExport } from './csv-glossary-export.ts';
import type { GlossaryExport } from './glossary-export.ts';
import { tbxGlossaryExport } from './tbx-glossary-export.ts';

/** Every format that a glossary can be taken home in; the only place that lists them. */
export const glossaryExports: readonly GlossaryExport[] = [csvGlossaryExport, tbxGlossaryExport];

/** Throws EXPORT_FORMAT_UNKNOWN, which names the known ones. */
export function glossaryExportNamed(name: string): GlossaryExport {
  const format = glossaryExports.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  const known = glossaryExports.map((candidate) => candidate.name);
  throw appError('EXPORT_FORMAT_UNKNOWN', [name, known.join(', ')], { details: { format: name, known } });
}
