/** Whatever begins emphasis, code, a link, an image, HTML, an entity, a table cell or a strikethrough, wherever it stands. */
const anywhere = /[\\`*_[\]<>&|~]/gu;

/** What makes a heading, a list or a rule of a line, at its beginning. */
const lineStart = /^[#+\-=]/u;

/** `1.` and `1)` in front of a space begin a numbered list. */
const numberStart = /^(\d+)([.)])(?=\s|$)/u;

/**
 * One line of text in Markdown: it shows exactly this text, and nothing in it is markup.
 *
 * @see https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function markdownText(line: string): string {
  return line
    .replace(anywhere, String.raw`\$&`)
    .replace(lineStart, String.raw`\$&`)
    .replace(numberStart, String.raw`$1\$2`);
}
