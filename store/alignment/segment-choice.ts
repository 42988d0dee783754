import { sql, type RawBuilder } from 'kysely';
import type { SegmentChoice } from '../document-store.ts';
import { needsLook } from '../segments/keep-summary.ts';

/** The condition on `segments` that a choice makes. */
export function isChosen(choice: SegmentChoice): RawBuilder<boolean> {
  const conditions = [
    sql`true`,
    ...(choice.needsLook === true ? [sql`(${needsLook})`] : []),
    ...(choice.flag === undefined ? [] : [sql`segments.flags @> array[${choice.flag}::text]`]),
  ];
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** Whether it leaves segments out. */
export function isNarrow({ needsLook: onlyThose, flag }: SegmentChoice): boolean {
  return onlyThose === true || flag !== undefined;
}
