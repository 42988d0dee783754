/**
 * The likeliest next tokens of every row, best first.
 *
 * Row-major: candidate `c` of row `r` is at `r * width + c`. `logProbs` are natural logarithms over the whole
 * vocabulary, before anything is banned.
 */
export interface NextTokens {
  readonly width: number;
  readonly ids: Int32Array;
  readonly logProbs: Float32Array;
}

/**
 * A batch in the middle of decoding: rows, each with its source and what was written so far.
 *
 * The order of the rows is the caller's, changed by `keep` only. One call at a time.
 */
export interface DecodeState {
  readonly rows: number;
  /** Appends `tokens[row]` to every row and tells what may follow. `width` candidates per row. */
  step(tokens: readonly number[], width: number): Promise<NextTokens>;
  /** Replaces the rows by `rows[i]` of the present ones; a row may leave, stay, or stand several times (beams). */
  keep(rows: readonly number[]): Promise<void>;
}

/** A model's two networks behind one door. Blocks the JavaScript thread while it computes. */
export interface Decoder {
  /** Reads the source sentences (token ids with their end token), padded to the longest. Every row awaits its start token. */
  begin(sources: readonly (readonly number[])[]): Promise<DecodeState>;
  close(): Promise<void>;
}
