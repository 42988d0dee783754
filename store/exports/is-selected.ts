import { sql, type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { ExportSelection } from '../export-store.ts';

/** The condition on `documents` that a selection makes. */
export function isSelectedDocument({ status, collection, ids, createdFrom, createdBefore }: ExportSelection) {
  return (eb: ExpressionBuilder<Tables, 'documents'>): Expression<SqlBool> =>
    eb.and([
      eb('documents.status', '=', status),
      ...(collection === undefined ? [] : [eb('documents.collection', '=', collection)]),
      ...(ids === undefined ? [] : [sql<SqlBool>`documents.id = any(${ids}::uuid[])`]),
      ...(createdFrom === undefined ? [] : [eb('documents.created_at', '>=', createdFrom)]),
      ...(createdBefore === undefined ? [] : [eb('documents.created_at', '<', createdBefore)]),
    ]);
}

export function selectsRows({ minConfidence, flag }: ExportSelection): boolean {
  return minConfidence !== undefined || flag !== undefined;
}

/** The condition on `segments` that a selection makes. */
export function isSelectedSegment({ minConfidence, flag }: ExportSelection): RawBuilder<SqlBool> {
  const conditions = [
    sql`true`,
    // Compared as the column's own type: 0.7 as `real` is less than 0.7 as `double precision`.
    ...(minConfidence === undefined
      ? []
      : [sql`(segments.confidence is null or segments.confidence >= ${minConfidence}::real)`]),
    ...(flag === undefined ? [] : [sql`segments.flags @> array[${flag}::text]`]),
  ];
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}
