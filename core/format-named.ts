import { appError } from './app-error.ts';

/** The format of that name. Throws `unknown`, which names the known ones. */
export function formatNamed<Format extends { readonly name: string }>(
  formats: readonly Format[],
  name: string,
  unknown: 'EXPORT_FORMAT_UNKNOWN' | 'IMPORT_FORMAT_UNKNOWN',
): Format {
  const format = formats.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  const known = formats.map((candidate) => candidate.name);
  throw appError(unknown, [name, known.join(', ')], { details: { format: name, known } });
}
