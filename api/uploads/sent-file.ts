import type { Readable } from 'node:stream';

/** A file of an upload, and the fields that came before it. */
export interface SentFile {
  /** Its place among the files of the upload, from 1. */
  readonly file: number;
  /** As the sender calls it, without directories; empty when he does not. */
  readonly name: string;
  readonly mediaType: string;
  /** What was said about this file; later fields of the same name take the place of earlier ones. */
  readonly fields: Readonly<Record<string, string>>;
  /** To be read to its end, or left; what follows comes after it. */
  readonly body: Readable;
}
