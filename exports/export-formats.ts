import { csvFormat } from './csv-format.ts';
import { docxFormat } from './docx-format.ts';
import type { ExportFormat } from './export-format.ts';
import { hfFormat } from './hf-format.ts';
import { htmlFormat } from './html-format.ts';
import { jsonlFormat } from './jsonl-format.ts';
import { mdFormat } from './md-format.ts';
import { mosesFormat } from './moses-format.ts';
import { parquetFormat } from './parquet-format.ts';
import { tmxFormat } from './tmx-format.ts';
import { tsvFormat } from './tsv-format.ts';
import { txtFormat } from './txt-format.ts';
import { xliffFormat } from './xliff-format.ts';
import { xliff12Format } from './xliff12-format.ts';
import { formatNamed } from '../core/format-named.ts';

/** Every format aligned text can be downloaded in; the only place that lists them. */
export const exportFormats: readonly ExportFormat[] = [
  jsonlFormat,
  tsvFormat,
  tmxFormat,
  xliffFormat,
  xliff12Format,
  csvFormat,
  hfFormat,
  mosesFormat,
  parquetFormat,
  htmlFormat,
  docxFormat,
  mdFormat,
  txtFormat,
];

/** Throws EXPORT_FORMAT_UNKNOWN, which names the known ones. */
export function exportFormatNamed(name: string): ExportFormat {
  return formatNamed(exportFormats, name, 'EXPORT_FORMAT_UNKNOWN');
}
