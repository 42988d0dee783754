import { appError } from '../../core/app-error.ts';
import { brokenFile } from '../broken-file.ts';
import { decodeText } from '../decode-text.ts';
import { csvGlossaryImport } from './csv-glossary-import.ts';
import type { GlossaryImport, GlossaryRow } from './glossary-import.ts';
import { tbxGlossaryImport } from './tbx-glossary-import.ts';
import { formatNamed } from '../../core/format-named.ts';

/** Every format that a glossary can come in; the only place that lists them. */
export const glossaryImports: readonly GlossaryImport[] = [csvGlossaryImport, tbxGlossaryImport];

export interface GlossaryFile {
  readonly rows: readonly GlossaryRow[];
  /** Entries without a term in both languages. */
  readonly passedOver: number;
}

/** Throws IMPORT_FORMAT_UNKNOWN, which names the known ones. */
export function glossaryImportNamed(name: string): GlossaryImport {
  return formatNamed(glossaryImports, name, 'IMPORT_FORMAT_UNKNOWN');
}

/**
 * All terms of a file, one or more. Rejects with IMPORT_BROKEN with line and reason, with IMPORT_TOO_LARGE or
 * GLOSSARY_TOO_LARGE as soon as a limit is passed, and with what `bytes` rejects with.
 */
export async function parseGlossary(
  format: GlossaryImport,
  bytes: AsyncIterable<Uint8Array>,
  limits: { readonly glossaryBytes: number; readonly glossaryTerms: number },
): Promise<GlossaryFile> {
  const rows: GlossaryRow[] = [];
  let passedOver = 0;
  for await (const entry of format.read(decodeText(bytes, limits.glossaryBytes))) {
    if (entry.length === 0) passedOver += 1;
    rows.push(...entry);
    if (rows.length > limits.glossaryTerms) {
      const mostTerms = limits.glossaryTerms;
      throw appError('GLOSSARY_TOO_LARGE', [mostTerms], { details: { mostTerms } });
    }
  }
  if (rows.length === 0) throw brokenFile(1, 'it has no terms in Arabic with their English');
  return { rows, passedOver };
}
