import { escapeUTF8 } from 'entities/escape';

/** Everything outside the production Char of XML 1.0, lone surrogates included; not even a reference may name these. */
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * The one rule for what XML 1.0 cannot carry: each such character becomes U+FFFD, the replacement character.
 *
 * For text that a library escapes; {@link xmlText} and {@link xmlAttribute} follow the rule themselves.
 *
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function replaceForbidden(text: string): string {
  return text.replace(forbidden, '\u{FFFD}');
}

/**
 * Text as the content of an XML 1.0 element or of a quoted attribute; a parser reads the same text back, but for what
 * {@link replaceForbidden} says. Carriage returns are references, because a parser turns bare ones into line feeds.
 *
 * @see https://www.w3.org/TR/xml/#sec-line-ends
 */
export function xmlText(text: string): string {
  return escapeUTF8(replaceForbidden(text)).replaceAll('\r', '&#13;');
}

/** As {@link xmlText}, for attributes: tabs and line feeds are references too, or a parser would make spaces of them. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}
