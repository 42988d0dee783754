import { appError } from '../core/app-error.ts';

/**
 * The formats of exports/ with the endings of their files: known here so that a wrong name is refused before an hour of
 * translating, and so that `--help` lists them without loading what writes them. A test compares the two lists.
 */
export const formatExtensions: Readonly<Record<string, string>> = {
  jsonl: 'jsonl',
  tsv: 'tsv',
  tmx: 'tmx',
  xliff: 'xlf',
  xliff12: 'xliff12.xlf',
  csv: 'csv',
  hf: 'hf.jsonl',
  moses: 'moses.zip',
  parquet: 'parquet',
  html: 'html',
  docx: 'docx',
  md: 'md',
  txt: 'txt',
};

export const formatNames: readonly string[] = Object.keys(formatExtensions);

/** The formats that take a byte order mark; the same test compares them. */
export const markedFormatNames: readonly string[] = ['tsv', 'csv'];

/** The ending of a format's files. Throws EXPORT_FORMAT_UNKNOWN, which names the known formats. */
export function extensionOf(format: string): string {
  const extension = Object.hasOwn(formatExtensions, format) ? formatExtensions[format] : undefined;
  if (extension !== undefined) return extension;
  throw appError('EXPORT_FORMAT_UNKNOWN', [format, formatNames.join(', ')]);
}
