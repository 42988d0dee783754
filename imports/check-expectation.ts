import { appError } from '../core/app-error.ts';

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Throws IMPORT_WRONG_DOCUMENT when the file names another document of ours. Names that are no ids of ours pass: tools
 * write file names and numbers in the same place, and segments are matched by ids that belong to one document anyway.
 */
export function checkDocument(found: string | undefined, expected: string, line: number): void {
  const named = found?.trim() ?? '';
  if (!uuid.test(named) || named.toLowerCase() === expected.toLowerCase()) return;
  throw appError('IMPORT_WRONG_DOCUMENT', [line], { details: { line, found: named, expected } });
}

/** Throws IMPORT_WRONG_LANGUAGE when the file names another language. */
export function checkLanguage(found: string | undefined, expected: string, line: number): void {
  if (found === undefined || isSameLanguage(found, expected)) return;
  const named = found.slice(0, 35); // the longest tag that RFC 5646 asks readers to take
  throw appError('IMPORT_WRONG_LANGUAGE', [line, named, expected], {
    details: { line, found: named, expected },
  });
}

/** Tools write `EN-US` or `ar_SA` where the file had `en` and `ar`. */
export function isSameLanguage(one: string, other: string): boolean {
  return primaryOf(one) === primaryOf(other);
}

function primaryOf(tag: string): string {
  return (tag.trim().split(/[-_]/)[0] ?? '').toLowerCase();
}
