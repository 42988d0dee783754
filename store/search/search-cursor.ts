import { validate } from 'uuid';
import { appError } from '../../core/app-error.ts';
import { largestInteger } from '../../core/largest-integer.ts';
import { parseSegmentId, segmentIdOf } from '../../core/segment.ts';

/** Whether the words themselves were found, or words near them. */
export type SearchKind = 'exact' | 'near';

/** The last segment of a page, in the order of the results. */
export interface SearchCursor {
  readonly kind: SearchKind;
  readonly paragraphId: string;
  readonly position: number;
}

const marks = { exact: 'f.', near: 'n.' } as const;

export function writeSearchCursor({ kind, paragraphId, position }: SearchCursor): string {
  return Buffer.from(`${marks[kind]}${segmentIdOf(paragraphId, position)}`, 'latin1').toString('base64url');
}

/** Rejects with CURSOR_INVALID whatever writeSearchCursor() cannot have written. */
export function readSearchCursor(cursor: string): SearchCursor {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const kind = (['exact', 'near'] as const).find((each) => text.startsWith(marks[each]));
  const segment = kind === undefined ? undefined : parseSegmentId(text.slice(marks[kind].length));
  const found = kind === undefined || segment === undefined ? undefined : { kind, ...segment };
  // Node skips what is not base64url; writing it again shows whether something was skipped.
  const isOurs = found !== undefined && writeSearchCursor(found) === cursor;
  if (!isOurs || !validate(found.paragraphId) || found.position > largestInteger)
    throw appError('CURSOR_INVALID', []);
  return found;
}
