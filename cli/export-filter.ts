import { InvalidArgumentError, Option, type Command } from 'commander';
import { IsDate, IsDateTime } from 'typebox/format';
import { appError } from '../core/app-error.ts';
import { documentStatuses } from '../core/document.ts';
import { segmentFlags } from '../core/segment.ts';
import type { ExportFilter } from './api-client.ts';

/** The filters as options. `until` is the API's `to`, a word that the format has taken here. */
export interface FilterOptions {
  readonly collection?: string;
  readonly from?: string;
  readonly until?: string;
  readonly status?: string;
  readonly minConfidence?: string;
  readonly flag?: string;
}

const dayMs = 86_400_000;

/** Adds the options that choose which documents, and which of their sentences, are in a file of many. */
export function addExportFilter(command: Command): Command {
  return command
    .option('--collection <label>', 'documents with this label')
    .option('--from <date>', 'documents that came in on this day (UTC), at this moment, or later', parseDate)
    .option(
      '--until <date>',
      'documents that came in up to the end of this day, or before this moment',
      parseDate,
    )
    .addOption(
      new Option('--status <status>', 'documents in this state; done unless told').choices(documentStatuses),
    )
    .option(
      '--min-confidence <number>',
      'sentences of which the model was at least so sure, 0 to 1, and those no model wrote',
      parseConfidence,
    )
    .addOption(new Option('--flag <flag>', 'only sentences with this warning').choices(segmentFlags));
}

/** What was chosen, as the API calls it; empty where nothing was. Throws ARGUMENTS_INVALID for a span without a moment. */
export function exportFilterFrom(options: FilterOptions): ExportFilter {
  const { collection, from, until, status, minConfidence, flag } = options;
  if (from !== undefined && until !== undefined && startOf(from) >= endOf(until))
    throw appError('ARGUMENTS_INVALID', ['--from must be before --until.']);
  return {
    ...(collection !== undefined && { collection }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { to: until }),
    ...(status !== undefined && { status }),
    ...(minConfidence !== undefined && { minConfidence }),
    ...(flag !== undefined && { flag }),
  };
}

/** Refused here as the server would, because its answer names a field "to", which is another thing on this command line. */
function parseDate(text: string): string {
  if ((IsDate(text) || IsDateTime(text)) && !Number.isNaN(startOf(text))) return text;
  throw new InvalidArgumentError('It must be a date such as 2026-03-01 or 2026-03-01T09:30:00Z.');
}

function parseConfidence(text: string): string {
  if (/^(?:0(?:\.\d+)?|1(?:\.0+)?)$/u.test(text)) return text;
  throw new InvalidArgumentError('It must be a number from 0 to 1, such as 0.5.');
}

function startOf(date: string): number {
  return new Date(date).getTime();
}

/** The first millisecond that no longer belongs. */
function endOf(date: string): number {
  return startOf(date) + (IsDate(date) ? dayMs : 0);
}
