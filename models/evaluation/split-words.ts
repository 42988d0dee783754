/**
 * White space as Python's `str.split` knows it, which the reference implementations rely on: JavaScript's `\s` counts
 * the byte order mark too, and neither the separators U+001C–001F nor U+0085.
 *
 * @see https://docs.python.org/3/library/stdtypes.html#str.isspace
 */
const whiteSpace =
  // eslint-disable-next-line no-control-regex -- Python counts these control characters as white space
  /[\t-\r\u001C-\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/u;

/** The words of `text`, none of them empty: what Python's `text.split()` gives. */
export function splitWords(text: string): readonly string[] {
  return text.split(whiteSpace).filter((word) => word !== '');
}
