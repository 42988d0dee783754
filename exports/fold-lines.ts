/** Whatever some program takes for the end of a line: `wc`, JavaScript, Python's `str.splitlines`, Unicode UAX #14. */
const lineBreaks = /[\n\v\f\r\u{1C}-\u{1E}\u{85}\u{2028}\u{2029}]+/gu;

/** Text that stays on one line for every reader: each run of line breaks becomes one space. */
export function foldLines(text: string): string {
  return text.replace(lineBreaks, ' ');
}
