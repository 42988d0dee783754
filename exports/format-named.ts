import { appError } from '../core/app-error.ts';

/** The format of that name. Throws EXPORT_FORMAT_UNKNOWN, which names the known ones. */
export function formatNamed<Format extends { readonly name: string }>(
  formats: readonly Format[],
  name: string,
): Format {
  const format = formats.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  const known = formats.map((candidate) => candidate.name);
  throw appError('EXPORT_FORMAT_UNKNOWN', [name, known.join(', ')], { details: { format: name, known } });
}
