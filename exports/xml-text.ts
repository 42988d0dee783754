import { escapeUTF8 } from 'entities/escape';
import { asCarried } from '../core/carried-text.ts';

/**
 * Text as the content of an XML 1.0 element or of a quoted attribute; a parser reads the same text back, but for what
 * {@link asCarried} says. Carriage returns are references, because a parser turns bare ones into line feeds.
 *
 * @see https://www.w3.org/TR/xml/#sec-line-ends
 */
export function xmlText(text: string): string {
  return escapeUTF8(asCarried(text)).replaceAll('\r', '&#13;');
}

/** As {@link xmlText}, for attributes: tabs and line feeds are references too, or a parser would make spaces of them. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}
