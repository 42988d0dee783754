/**
 * The tokens that would make `tokens` hold a sequence of `size` tokens for the second time if one of them came next.
 * Empty when `size` is 0 or nothing repeats.
 *
 * @see Paulus, Xiong, Socher 2017, https://arxiv.org/abs/1705.04304, section 2.5
 */
export function repeatingTokens(tokens: readonly number[], size: number): ReadonlySet<number> {
  const repeating = new Set<number>();
  if (size === 0 || tokens.length < size) return repeating;
  const tail = tokens.slice(tokens.length - (size - 1));
  for (let at = 0; at + size <= tokens.length; at++) {
    const next = tokens[at + size - 1];
    if (next !== undefined && tail.every((token, place) => tokens[at + place] === token)) repeating.add(next);
  }
  return repeating;
}
