/**
 * The most that one request may bring. Characters are UTF-16 code units, as JavaScript counts them.
 *
 * The body limit is above the paragraph limit on purpose: an over-long paragraph is then told so by name.
 */
export const limits = {
  /** Bytes of one request body: a 5 MB paragraph arrives whole and is refused with its own code. */
  bodyBytes: 32 * 1024 * 1024,
  /** About 25 pages of print; longer "paragraphs" are a text without line breaks. */
  paragraphChars: 50_000,
  paragraphsPerDocument: 10_000,
  /** Of one request to `/v1/documents:batch`, and of one line of it. */
  batchArticles: 10_000,
  batchLineBytes: 8 * 1024 * 1024,
  titleChars: 1_000,
  /** `collection` and `externalId`. */
  labelChars: 200,
  urlChars: 2_048,
  /** Files of one upload, and bytes of each: a text file holds as much as a request body may. */
  uploadFiles: 50,
  fileBytes: 32 * 1024 * 1024,
  /** Uploads that are read at the same time; each holds one file in memory. */
  uploadsAtOnce: 4,
  /** Bytes of an edited file that comes back: TMX of an article of 32 MiB, unless its sentences are very short. */
  importBytes: 128 * 1024 * 1024,
  importSegments: 200_000,
  /** Of one glossary; a term and its English have a line of at most `termChars` each. */
  glossaryTerms: 5_000,
  glossaryBytes: 16 * 1024 * 1024,
  termChars: 200,
  termNoteChars: 1_000,
  /** What is translated while somebody waits: texts of one request, and their characters together. */
  translateTexts: 500,
  translateChars: 20_000,
  /** Sentences that two models are compared on: what a person reads through, and a minute or two of one core. */
  comparedSentences: 100,
  /** Bytes of a body of LibreTranslate's protocol, markup included: it is read before the key in it can be looked at. */
  protocolBodyBytes: 2 * 1024 * 1024,
  /** The longest sentence handed to a model in one piece; longer ones are split at clause marks. */
  sentenceChars: 600,
} as const;
