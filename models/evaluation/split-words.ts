/**
 * White space as Python's `str.split` knows it, which the reference implementations rely on: JavaScript's `\s` counts
 * the byte order mark too, and neither the separators U+001C–001F nor U+0085.
 *
 * @see https://docs.python.org/3/library/stdtypes.html#str.isspace
 */
const whiteSpace = String.raw`[\t-\r\x1C-\x20\x85\xA0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+`;
const gaps = new RegExp(whiteSpace, 'u');
const gapAtEnd = new RegExp(`${whiteSpace}$`, 'u');

/** The words of `text`, none of them empty: what Python's `text.split()` gives. */
export function splitWords(text: string): readonly string[] {
  return text.split(gaps).filter((word) => word !== '');
}

/** `text` without the white space at its end: what Python's `text.rstrip()` gives. */
export function trimEnd(text: string): string {
  return text.replace(gapAtEnd, '');
}
