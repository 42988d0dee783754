import { IsDate, IsDateTime } from 'typebox/format';
import { appError } from '../../core/app-error.ts';

const dayMs = 86_400_000;

/** A span of time; what is not given is open. */
export interface Period {
  readonly createdFrom?: Date;
  readonly createdBefore?: Date;
}

/**
 * The time from `from` up to `until`, each a day (UTC) or a moment. Throws REQUEST_INVALID, also where no time is left.
 *
 * @param untilField what the request calls its end
 */
export function readPeriod(from: string | undefined, until: string | undefined, untilField: string): Period {
  const createdFrom = from === undefined ? undefined : readStart('from', from);
  const createdBefore = until === undefined ? undefined : readEnd(untilField, until);
  if (createdFrom !== undefined && createdBefore !== undefined && createdFrom >= createdBefore)
    throw appError('REQUEST_INVALID', [`"from" must be before "${untilField}"`]);
  return {
    ...(createdFrom === undefined ? {} : { createdFrom }),
    ...(createdBefore === undefined ? {} : { createdBefore }),
  };
}

/** The first millisecond of a day (UTC), or the moment itself. Throws REQUEST_INVALID, which names the `field`. */
export function readStart(field: string, text: string): Date {
  if (IsDate(text) || IsDateTime(text)) {
    const moment = new Date(text);
    // IsDateTime also knows leap seconds.
    if (!Number.isNaN(moment.getTime())) return moment;
  }
  const problem = 'must be a date such as 2026-03-01 or 2026-03-01T09:30:00Z';
  throw appError('REQUEST_INVALID', [`"${field}" ${problem}`], {
    details: { problems: [{ field, problem }] },
  });
}

/** The first millisecond that no longer belongs: after a day the next one's, for a moment itself. */
export function readEnd(field: string, text: string): Date {
  const moment = readStart(field, text);
  return IsDate(text) ? new Date(moment.getTime() + dayMs) : moment;
}
