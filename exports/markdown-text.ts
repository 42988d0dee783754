/** Whatever begins emphasis, code, a link, an image, HTML, an entity, a table cell or a strikethrough, wherever it stands. */
const anywhere = /[\\`*_[\]<>&|~]/gu;

/** What makes a heading, list or rule of a line, at its beginning; the digits of `1.` and `1)` stay. */
const atStart = /^(\d*)([#+\-=.)])/u;

/**
 * One line of text in Markdown: it shows exactly this text, and nothing in it is markup.
 *
 * @see https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function markdownText(line: string): string {
  return line.replace(anywhere, String.raw`\$&`).replace(atStart, String.raw`$1\$2`);
}
