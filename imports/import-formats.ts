import type { ImportFormat } from './import-format.ts';
import { tmxImport } from './tmx-import.ts';
import { tsvImport } from './tsv-import.ts';
import { xliff12Import } from './xliff12-import.ts';
import { xliffImport } from './xliff-import.ts';
import { formatNamed } from '../core/format-named.ts';

/** Every format that can be sent back; the only place that lists them. */
export const importFormats: readonly ImportFormat[] = [tmxImport, xliffImport, xliff12Import, tsvImport];

/** Throws IMPORT_FORMAT_UNKNOWN, which names the known ones. */
export function importFormatNamed(name: string): ImportFormat {
  return formatNamed(importFormats, name, 'IMPORT_FORMAT_UNKNOWN');
}
