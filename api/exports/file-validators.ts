import { createHash } from 'node:crypto';

/** What tells one state of a download from another. */
export interface FileState {
  /** All that decides about the bytes besides the stored rows: the query, the version of Muwazi. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** Another one whenever the rows change. */
  readonly stored: unknown;
  /** When they last changed; null while they still do. */
  readonly changedAt: Date | null;
}

/** Hexadecimal digits: 128 bits. */
const digestChars = 32;

/**
 * The ETag of a download. Strong when the rows stand still: such a file tells `changedAt` as its hour of writing, so equal
 * tags are equal bytes. Weak while they do not, because the file then tells the hour it was asked for.
 *
 * It is of the state that was found before the first row was read. A row that changes during the download is in the
 * file in its old or new text; the tag never is of the state afterwards, so the next request gets the file anew.
 *
 * @see RFC 9110, section 8.8.3
 */
export function entityTagOf({ asked, stored, changedAt }: FileState): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([asked, stored]))
    .digest('hex');
  return `${changedAt === null ? 'W/' : ''}"${digest.slice(0, digestChars)}"`;
}

/** A moment is told once it is so old that nothing can change within its second any more; transactions take their time. */
const settledAfterMs = 2_000;

/**
 * The Last-Modified of a download: whole seconds, rounded down. Null where the state has no such moment, and while another
 * change could still bear the same date: a client that repeats it would then be told that nothing has changed.
 *
 * @see RFC 9110, section 8.8.2
 */
export function lastModifiedOf({ changedAt }: FileState, now: Date): string | null {
  if (changedAt === null || now.getTime() - changedAt.getTime() < settledAfterMs) return null;
  return changedAt.toUTCString();
}
