import { TextDecoder } from 'node:util';
import { appError, type AppError } from '../core/app-error.ts';

/** Encodings of Arabic that old systems write, likeliest first. */
const oldEncodings = ['windows-1256', 'iso-8859-6'] as const;
/** Of the characters beyond ASCII. Another encoding's bytes give accented letters and signs between the Arabic ones. */
const fewestArabic = 0.9;
/** Characters beyond ASCII that an Arabic text has besides letters: quotes, dashes, spaces, directional marks. */
const arabicOrSign = /[\p{Script=Arabic}\p{P}\p{Z}\p{Cf}\p{Mn}]/u;

/**
 * The bytes as text, without a byte order mark: as the mark says, else as `declared`, else UTF-8, else Windows-1256 (or ISO 8859-6)
 * where the text is Arabic then.
 *
 * Throws FILE_NOT_TEXT where a lenient decoder would put replacement characters into an article, for names of encodings that
 * nobody knows, and for NUL characters, which no text has.
 *
 * @see https://encoding.spec.whatwg.org/#names-and-labels
 */
export function decodeBytes(bytes: Uint8Array, declared?: string): string {
  const text = decode(bytes, encodingByMark(bytes) ?? declared);
  if (text.includes('\0')) throw notText('it holds NUL characters, as pictures and programs do');
  return text;
}

function decode(bytes: Uint8Array, encoding: string | undefined): string {
  if (encoding !== undefined) {
    const text = tryDecode(bytes, encoding);
    if (text === undefined) throw notText('its bytes are not what its encoding allows');
    return text;
  }
  const utf8 = tryDecode(bytes, 'utf-8');
  if (utf8 !== undefined) return utf8;
  for (const old of oldEncodings) {
    const text = tryDecode(bytes, old);
    if (text !== undefined && isArabicThroughout(text)) return text;
  }
  throw notText('its bytes are none of these');
}

function encodingByMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  return undefined;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  const decoder = openDecoder(encoding);
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function openDecoder(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw notText('its encoding is declared by a name that is not known');
  }
}

/** A look at the beginning is enough, and bounds what a picture of megabytes costs. */
function isArabicThroughout(text: string): boolean {
  let beyondAscii = 0;
  let arabic = 0;
  for (const character of text.slice(0, 100_000)) {
    if (character < ' ' && !/[\t\n\v\f\r]/u.test(character)) return false;
    if (character <= '\u007f') continue;
    beyondAscii += 1;
    if (arabicOrSign.test(character)) arabic += 1;
  }
  return beyondAscii > 0 && arabic >= fewestArabic * beyondAscii;
}

function notText(why: string): AppError {
  return appError('FILE_NOT_TEXT', [why], { details: { why } });
}
