/**
 * What a spreadsheet takes for a formula at the beginning of a cell, the full-width forms too; our own mark; and the
 * quotation mark, so that a quoted cell in a file that comes back was quoted by a spreadsheet.
 */
const formulaStart = /^['"=+\-@＝＋－＠]/u;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/**
 * One cell of a TSV file: never breaks the line or the column, never runs as a formula, and can be read back exactly.
 *
 * Writing: backslash, tab, line feed and carriage return become `\\`, `\t`, `\n`, `\r`; then a cell that begins with
 * `=`, `+`, `-`, `@` (or their full-width forms), a quotation mark or an apostrophe gets an apostrophe in front.
 * Reading back: drop one leading apostrophe if there is one; then undo the four escapes.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 * @see https://www.iana.org/assignments/media-types/text/tab-separated-values (no tab inside a cell)
 */
export function tsvCell(text: string): string {
  const escaped = text.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character);
  return formulaStart.test(escaped) ? `'${escaped}` : escaped;
}
