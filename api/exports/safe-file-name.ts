/** Reserved on some file system, invisible, or able to turn the reading order around and hide the real ending. */
const unsafe = /[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|%]/gu;

/** Characters of a title in a file name; with dates and ending it stays under the 255 bytes of common file systems. */
const mostChars = 60;

/** What is left of `text` that may stand at the beginning of a file's name on any system; empty when nothing is. */
export function safeFileName(text: string): string {
  const words = text.replace(unsafe, ' ').replace(/\s+/gu, ' ').trim();
  // By code points, so that no pair of surrogates is cut.
  const short = Array.from(words).slice(0, mostChars).join('');
  return short.replace(/^[.\s~-]+|[.\s]+$/gu, '');
}
