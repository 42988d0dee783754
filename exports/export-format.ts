import type { AlignedRow } from '../core/alignment.ts';
import type { Document } from '../core/document.ts';

/** What a file says about itself, besides its documents. */
export interface ExportHeader {
  /** What the file is about: the title of its article, the name of its collection; null when neither is known. */
  readonly title: string | null;
  /** BCP 47. */
  readonly sourceLanguage: string;
  /** BCP 47. */
  readonly targetLanguage: string;
  /** Version of Muwazi that writes the file. */
  readonly toolVersion: string;
  /** When the file is written, or better: when what it holds last changed, so that the same content is the same file. */
  readonly writtenAt: Date;
}

/** A document and its rows, in the order of its text. The rows are read once, to the end, before the next document. */
export interface AlignedDocument {
  readonly document: Document;
  readonly rows: AsyncIterable<AlignedRow>;
}

/**
 * Aligned documents written as one kind of file: any number of them, none included.
 *
 * Lazy: a row is read when its part of the file is asked for, and never twice. Pure: the same header and documents
 * give the same bytes. What is held in memory does not grow with the rows, unless the format's own description says
 * how it does. Rejects with what the documents reject with, and with EXPORT_TOO_LARGE where the format has a limit;
 * the file is then incomplete and must be thrown away.
 */
export interface ExportFormat {
  /** What people choose it by; part of the API, never renamed. */
  readonly name: string;
  /** With its charset where the format is text. */
  readonly mediaType: string;
  /** Without the dot; no two formats share one, so that a file's name says its format. */
  readonly extension: string;
  /** Whether `withByteOrderMark` takes it; absent where a mark would break what reads the format. */
  readonly byteOrderMark?: 'on request';
  /** Strings are to be encoded as UTF-8. */
  write(header: ExportHeader, documents: AsyncIterable<AlignedDocument>): AsyncIterable<string | Uint8Array>;
}
