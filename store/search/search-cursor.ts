import { validate } from 'uuid';
import { appError } from '../../core/app-error.ts';
import { parseSegmentId, segmentIdOf } from '../../core/segment.ts';

/** The last segment of a page, in the order of the results. */
export interface SearchCursor {
  readonly paragraphId: string;
  readonly position: number;
}

const largestPosition = 2 ** 31 - 1; // the largest `integer` of PostgreSQL

export function writeSearchCursor({ paragraphId, position }: SearchCursor): string {
  return Buffer.from(`f.${segmentIdOf(paragraphId, position)}`, 'latin1').toString('base64url');
}

/** Rejects with CURSOR_INVALID whatever writeSearchCursor() cannot have written. */
export function readSearchCursor(cursor: string): SearchCursor {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const found = text.startsWith('f.') ? parseSegmentId(text.slice(2)) : undefined;
  // Node skips what is not base64url; writing it again shows whether something was skipped.
  const isOurs = found !== undefined && writeSearchCursor(found) === cursor;
  if (!isOurs || !validate(found.paragraphId) || found.position > largestPosition)
    throw appError('CURSOR_INVALID', []);
  return found;
}
