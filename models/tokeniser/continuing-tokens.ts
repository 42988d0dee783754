/** Ids of the pieces that begin within a word: SentencePiece marks a word's beginning with \u2581, so these begin with a letter. */
export function continuingTokens(vocabulary: Iterable<readonly [string, number]>): ReadonlySet<number> {
  const within = [...vocabulary].filter(([piece]) => /^[\p{L}\p{N}]/u.test(piece));
  return new Set(within.map(([, id]) => id));
}
