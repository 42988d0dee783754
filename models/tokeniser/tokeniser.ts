/** Text to token ids and back, for one model. Pure once it is open. */
export interface Tokeniser {
  /** Ids of `text` with the end token; never cut, however long. */
  encode(text: string): readonly number[];
  /** The text `ids` stand for; start, end and padding leave no trace. */
  decode(ids: readonly number[]): string;
  readonly vocabularySize: number;
}
