import type { SegmentEdit } from '../core/segment-edit.ts';

/** What a file must be about. */
export interface ImportExpectation {
  readonly documentId: string;
  /** BCP 47. */
  readonly sourceLanguage: string;
  /** BCP 47. */
  readonly targetLanguage: string;
}

/**
 * One kind of file that can come back.
 *
 * Lazy: yields edits in the order of the file while it arrives; what is held does not grow with the file. Rejects with
 * IMPORT_BROKEN, IMPORT_WRONG_DOCUMENT or IMPORT_WRONG_LANGUAGE, and with what `text` rejects with. A document or a
 * language that the file does not name is taken to be the expected one.
 */
export interface ImportFormat {
  /** The name of the export format it reads back. */
  readonly name: string;
  /** Without parameters. */
  readonly mediaType: string;
  read(text: AsyncIterable<string>, expected: ImportExpectation): AsyncIterable<SegmentEdit>;
}
