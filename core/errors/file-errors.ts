import { entry, type Entry } from './entry.ts';

/** Files that articles come in. */
export const fileErrors = {
  FILE_KIND_UNKNOWN: entry(
    415,
    'never',
    (found: string) => `Files of this kind are not read: ${found}. Send .txt, .html, .docx or .jsonl.`,
  ),
  FILE_EMPTY: entry(422, 'never', () => 'The file is empty. Choose another.'),
  FILE_TOO_LARGE: entry(
    413,
    'never',
    (most: number) => `The file is larger than ${most} bytes. Send it in parts.`,
  ),
  FILE_NOT_TEXT: entry(
    422,
    'never',
    (why: string) =>
      `The file is not text in UTF-8, UTF-16 or Windows-1256: ${why}. Save it as UTF-8 and send it again.`,
  ),
  FILE_BROKEN: entry(
    422,
    'never',
    (kind: string, why: string) =>
      `The file cannot be read as ${kind}: ${why}. Save it anew, or as UTF-8 text.`,
  ),
  FILE_TOO_COMPLEX: entry(
    413,
    'never',
    (why: string) =>
      `The file takes more work than a file may: ${why}. Save its text as UTF-8 and send that.`,
  ),
  FILES_TOO_MANY: entry(
    413,
    'never',
    (most: number) => `An upload has at most ${most} files. Send the rest in another one.`,
  ),
  UPLOADS_TOO_MANY: entry(
    503,
    'later',
    (most: number) =>
      `${most} uploads are read already, which is all this server takes at a time. Send it again.`,
  ),
} as const satisfies Readonly<Record<string, Entry<never>>>;
