import type { CellValue } from './record-columns.ts';

/** What a spreadsheet takes for a formula, or drops to find one behind it; the full-width forms too; and our own mark. */
const formulaStart = /^['=+\-@＝＋－＠\t\r\n]/u;

/**
 * One cell of a CSV file: never leaves its place, never runs as a formula, and can be read back exactly.
 *
 * Texts always stand in quotes, quotes inside are doubled (a spreadsheet that splits at semicolons then still sees one
 * cell); numbers stand bare; null is nothing at all, unlike the empty text `""`. Inside the quotes a text that begins
 * with `=`, `+`, `-`, `@` (or their full-width forms), tab, carriage return, line feed or an apostrophe gets an
 * apostrophe in front. Reading back: drop one leading apostrophe if there is one.
 *
 * @see RFC 4180, section 2; https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const inert = formulaStart.test(value) ? `'${value}` : value;
  return `"${inert.replaceAll('"', '""')}"`;
}
