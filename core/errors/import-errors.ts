import { entry, type Entry } from './entry.ts';

/** Files that come back with corrections. */
export const importErrors = {
  IMPORT_FORMAT_UNKNOWN: entry(
    400,
    'never',
    (format: string, known: string) => `There is no import format "${format}". Choose one of: ${known}.`,
  ),
  IMPORT_TOO_LARGE: entry(
    413,
    'never',
    (most: string) => `The file has more than ${most}. Send its parts one after the other.`,
  ),
  IMPORT_BROKEN: entry(
    422,
    'never',
    (line: number, reason: string) =>
      `The file cannot be read, line ${line}: ${reason}. Nothing was applied.`,
  ),
  IMPORT_WRONG_DOCUMENT: entry(
    422,
    'never',
    (line: number) => `The file belongs to another document, line ${line}. Nothing was applied.`,
  ),
  IMPORT_WRONG_LANGUAGE: entry(
    422,
    'never',
    (line: number, found: string, expected: string) =>
      `The file is in another language, line ${line}: "${found}" instead of "${expected}". Nothing was applied.`,
  ),
  IMPORT_DOCUMENT_RUNNING: entry(
    409,
    'later',
    (done: number, total: number) =>
      `The document is not finished: ${done} of ${total} paragraphs are done. Send the file again when it is.`,
  ),
} as const satisfies Readonly<Record<string, Entry<never>>>;
