import { appError } from '../core/app-error.ts';
import { asCarried } from '../core/carried-text.ts';
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

/**
 * Everything a file says, in its order. Reads `bytes` only as far as it goes well. What XML
 * cannot carry is U+FFFD in the texts of every format (core/carried-text.ts), so no control character comes in.
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
    edits.push({
      ...edit,
      sourceText: acceptText(edit.sourceText, edit.line, limits.paragraphChars),
      targetText:
        edit.targetText === null ? null : acceptText(edit.targetText, edit.line, limits.paragraphChars),
    });
  }
  return edits;
}

function acceptText(text: string, line: number, mostChars: number): string {
  if (text.length > mostChars) throw brokenFile(line, `a text has more than ${mostChars} characters`);
  return asCarried(text);
}

function tooManySegments(most: number): Error {
  return appError('IMPORT_TOO_LARGE', [`${most} segments`], { details: { mostSegments: most } });
}
