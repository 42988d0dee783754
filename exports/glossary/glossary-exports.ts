import { csvGlossaryExport } from './csv-glossary-export.ts';
import type { GlossaryExport } from './glossary-export.ts';
import { tbxGlossaryExport } from './tbx-glossary-export.ts';
import { formatNamed } from '../../core/format-named.ts';

/** Every format that a glossary can be taken home in; the only place that lists them. */
export const glossaryExports: readonly GlossaryExport[] = [csvGlossaryExport, tbxGlossaryExport];

/** Throws EXPORT_FORMAT_UNKNOWN, which names the known ones. */
export function glossaryExportNamed(name: string): GlossaryExport {
  return formatNamed(glossaryExports, name, 'EXPORT_FORMAT_UNKNOWN');
}
