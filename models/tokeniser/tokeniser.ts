/** Text to token ids and back, for one model. Pure once it is open. */
export interface Tokeniser {
  /** Ids of `text` with the end token; never cut, however long. */
  encode(text: string): readonly number[];
  /** Ids of `text` as the target side would write it where a word begins; no end token. */
  encodeTarget(text: string): readonly number[];
  /** Whether the token goes on with the word before it: it begins with a letter or digit and not with a space. */
  continuesWord(id: number): boolean;
  /** The text `ids` stand for; start, end and padding leave no trace. */
  decode(ids: readonly number[]): string;
  readonly vocabularySize: number;
}
