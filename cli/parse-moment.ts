import { InvalidArgumentError } from 'commander';

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The parser of an option that is a length of time: `30m`, `12h`, `90d`. Milliseconds. */
export function parseDuration(text: string): number {
  const [, count = '', unit] = /^(\d{1,5})([mhd])$/u.exec(text) ?? [];
  if (unit === undefined) throw new InvalidArgumentError('It must be a time such as 30m, 12h or 90d.');
  return Number(count) * units[unit as keyof typeof units /* the pattern has just these */];
}

/** The parser of an option that is a moment to come: `90d` from now, or a date such as 2027-01-31. */
export function parseMoment(text: string): Date {
  const moment = /^\d{4}-\d\d-\d\d/u.test(text) ? new Date(text) : new Date(Date.now() + parseDuration(text));
  if (Number.isNaN(moment.getTime()) || moment.getTime() <= Date.now())
    throw new InvalidArgumentError('It must be a time to come, such as 90d or 2027-01-31.');
  return moment;
}
