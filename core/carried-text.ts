/** Everything outside the production Char of XML 1.0. */
const notCarried = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * The text as every file can carry it: what XML 1.0 cannot is U+FFFD, the replacement character. A text that went out as
 * such and comes back as such has not been edited.
 *
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function asCarried(text: string): string {
  return text.replace(notCarried, '\u{FFFD}');
}
