import { appError } from '../core/app-error.ts';
import type { SegmentEdit } from '../core/segment-edit.ts';
import { brokenFile } from './broken-file.ts';
import { decodeText } from './decode-text.ts';
import type { ImportExpectation, ImportFormat } from './import-format.ts';

export interface ImportLimits {
  readonly importBytes: number;
  readonly importSegments: number;
  /** UTF-16 code units of one text, source or target. */
  readonly paragraphChars: number;
}

/** What no text of ours may hold; XML 1.0 cannot either. */
const controlCharacter = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{10FFFF}]/u;

/**
 * Everything a file says, in its order. Reads `bytes` only as far as it goes well.
 *
 * Rejects with IMPORT_TOO_LARGE as soon as a limit is passed, IMPORT_BROKEN with line and reason, IMPORT_WRONG_DOCUMENT,
 * IMPORT_WRONG_LANGUAGE, and what `bytes` rejects with.
 */
export async function parseImport(
  format: ImportFormat,
  bytes: AsyncIterable<Uint8Array>,
  { expected, limits }: { readonly expected: ImportExpectation; readonly limits: ImportLimits },
): Promise<readonly SegmentEdit[]> {
  const edits: SegmentEdit[] = [];
  for await (const edit of format.read(decodeText(bytes, limits.importBytes), expected)) {
    if (edits.length === limits.importSegments) throw tooManySegments(limits.importSegments);
    checkText(edit.sourceText, edit.line, limits.paragraphChars);
    checkText(edit.targetText ?? '', edit.line, limits.paragraphChars);
    edits.push(edit);
  }
  return edits;
}

function checkText(text: string, line: number, mostChars: number): void {
  if (text.length > mostChars) throw brokenFile(line, `a text has more than ${mostChars} characters`);
  if (controlCharacter.test(text)) throw brokenFile(line, 'a text has a control character in it');
}

function tooManySegments(most: number): Error {
  return appError('IMPORT_TOO_LARGE', [`${most} segments`], { details: { mostSegments: most } });
}
