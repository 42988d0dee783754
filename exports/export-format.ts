import type { AlignedRow } from '../core/alignment.ts';
import type { Document } from '../core/document.ts';

/** What a file says about itself, besides its rows. */
export interface ExportHeader {
  readonly document: Document;
  /** BCP 47. */
  readonly sourceLanguage: string;
  /** BCP 47. */
  readonly targetLanguage: string;
  /** Version of Muwazi that writes the file. */
  readonly toolVersion: string;
  /** When the file is written. */
  readonly writtenAt: Date;
}

/**
 * Aligned rows written as one kind of file.
 *
 * Lazy: a row is read when its part of the file is asked for, and never twice; what is held in memory does not grow
 * with the document. Pure: the same header and rows give the same bytes. Rejects only with what `rows` rejects with;
 * the file is then incomplete and must be thrown away.
 */
export interface ExportFormat {
  /** What people choose it by; part of the API, never renamed. */
  readonly name: string;
  /** With its charset where the format is text. */
  readonly mediaType: string;
  /** Without the dot. */
  readonly extension: string;
  /** Strings are to be encoded as UTF-8. */
  write(header: ExportHeader, rows: AsyncIterable<AlignedRow>): AsyncIterable<string | Uint8Array>;
}
