import { appError } from '../../core/app-error.ts';
import { largestInteger } from '../../core/largest-integer.ts';

/** The last segment of a page, in the order of the text. */
export interface SegmentCursor {
  readonly paragraphPosition: number;
  readonly segmentPosition: number;
}

export function writeSegmentCursor({ paragraphPosition, segmentPosition }: SegmentCursor): string {
  return encode(`s.${paragraphPosition}.${segmentPosition}`);
}

/** Rejects with CURSOR_INVALID whatever writeSegmentCursor() cannot have written. */
export function readSegmentCursor(cursor: string): SegmentCursor {
  const [, paragraph = '', segment = ''] = /^s\.(\d{1,10})\.(\d{1,10})$/.exec(decode(cursor)) ?? [];
  const found = { paragraphPosition: Number(paragraph), segmentPosition: Number(segment) };
  const largest = Math.max(found.paragraphPosition, found.segmentPosition);
  if (paragraph === '' || largest > largestInteger) throw appError('CURSOR_INVALID', []);
  return found;
}

function encode(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64url');
}

/** Node skips what is not base64url; writing it again shows whether something was skipped. */
function decode(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  if (encode(text) !== cursor) throw appError('CURSOR_INVALID', []);
  return text;
}
