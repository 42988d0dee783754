import secureJson from 'secure-json-parse';
import { appError } from '../../core/app-error.ts';

/**
 * Reads the bytes of a body as JSON; undefined when there are none.
 *
 * Throws BODY_NOT_UTF8 where a lenient decoder would put replacement characters into an article, BODY_NOT_JSON, and
 * REQUEST_INVALID for keys that could reach a prototype (`__proto__`, `constructor.prototype`). A byte order mark at
 * the beginning is dropped. `\ud800` escapes pass: JSON allows them; article text is checked for them later.
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const value = parseJson(decodeUtf8(bytes));
  if (typeof value === 'object' && value !== null) refusePrototypeKeys(value);
  return value;
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw appError('BODY_NOT_UTF8', [], { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No cause: the parser's message quotes the text.
    throw appError('BODY_NOT_JSON', []);
  }
}

function refusePrototypeKeys(value: object): void {
  try {
    secureJson.scan(value, { protoAction: 'error', constructorAction: 'error' });
  } catch (cause) {
    throw appError(
      'REQUEST_INVALID',
      ['it has a key "__proto__" or "constructor", which no field is called'],
      { cause },
    );
  }
}
