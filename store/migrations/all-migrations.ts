import type { Migration } from 'kysely';
import { firstTables } from './0001-first-tables.ts';
import { revisions } from './0002-revisions.ts';
import { jobs } from './0003-jobs.ts';
import { memory } from './0004-memory.ts';
import { keys } from './0005-keys.ts';
import { webhooks } from './0005-webhooks.ts';
import { workTally } from './0006-work-tally.ts';
import { changes } from './0007-changes.ts';
import { search } from './0008-search.ts';
import { changesInOrder } from './0009-changes-in-order.ts';
import { work } from './0010-work.ts';
import { sessionsAndSummaries } from './0011-sessions-and-summaries.ts';
import { deletedDocuments } from './0013-deleted-documents.ts';
import { nearSearch } from './0014-near-search.ts';
import { glossaries } from './0015-glossaries.ts';
import { wordStems } from './0016-word-stems.ts';
import { foldedTitles } from './0017-folded-titles.ts';

/** Every migration by its name, in the order of names. A name, once released, never changes, nor does what it does. */
export const allMigrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-revisions': revisions,
  '0003-jobs': jobs,
  '0004-memory': memory,
  '0005-keys': keys,
  '0005-webhooks': webhooks,
  '0006-work-tally': workTally,
  '0007-changes': changes,
  '0008-search': search,
  '0009-changes-in-order': changesInOrder,
  '0010-work': work,
  '0011-sessions-and-summaries': sessionsAndSummaries,
  '0013-deleted-documents': deletedDocuments,
  '0014-near-search': nearSearch,
  '0015-glossaries': glossaries,
  '0016-word-stems': wordStems,
  '0017-folded-titles': foldedTitles,
};
