/** A file as somebody has it. */
export interface ArticleFile {
  /** With its ending, which says what kind it is; directories in front are ignored. */
  readonly name: string;
  /** Used where the name has no ending that is known; without parameters. */
  readonly mediaType?: string | undefined;
  /** Encoding of its text as somebody declared it, by any name the WHATWG list has; a byte order mark is believed first. */
  readonly charset?: string | undefined;
  readonly bytes: Uint8Array;
}

/** What a file says; either its whole text, or its paragraphs where the file itself knows them. */
export interface ExtractedArticle {
  /** As the file has it, else its name; one line. */
  readonly title?: string;
  /** As a page says it of itself; ISO 8601. */
  readonly publishedAt?: string;
  readonly text?: string;
  readonly paragraphs?: readonly string[];
}

/**
 * Reads articles out of files, one after the other, beside the caller's own work.
 *
 * Rejects with FILE_KIND_UNKNOWN, FILE_EMPTY, FILE_TOO_LARGE, FILE_NOT_TEXT, FILE_BROKEN or FILE_TOO_COMPLEX. Whether the text is
 * Arabic, or too long, is for others to say.
 */
export interface ArticleExtractor {
  extract(file: ArticleFile): Promise<ExtractedArticle>;
  /** Ends what is being read. */
  close(): Promise<void>;
}
