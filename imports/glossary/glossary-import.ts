/** A term as a file has it, before anybody judges it. */
export interface GlossaryRow {
  readonly source: string;
  readonly target: string;
  readonly note: string;
  /** Where it stands in the file; the first line is 1. */
  readonly line: number;
}

/** One kind of file that glossaries come in. */
export interface GlossaryImport {
  readonly name: string;
  /** Without parameters. */
  readonly mediaType: string;
  /**
   * The terms of each entry, in the order of the file; an entry that has none in both languages is empty. Lazy. Rejects with
   * IMPORT_BROKEN, and with what `text` rejects with.
   */
  read(text: AsyncIterable<string>): AsyncIterable<readonly GlossaryRow[]>;
}
