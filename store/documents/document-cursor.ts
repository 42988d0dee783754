import { sql, type RawBuilder } from 'kysely';
import { validate } from 'uuid';
import { appError } from '../../core/app-error.ts';
import { largestInteger } from '../../core/largest-integer.ts';
import type { Document } from '../../core/document.ts';
import type { DocumentSort } from '../document-store.ts';
import { documentOrders, type DocumentOrder } from './document-orders.ts';

/** Where a page ended: the sort, the document's place in it, its id. */
export function writeDocumentCursor(document: Document, sort: DocumentSort): string {
  const parts = [sort, ...documentOrders[sort].placeOf(document), document.id];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The values to compare with, as SQL. Rejects with CURSOR_INVALID whatever writeDocumentCursor() cannot have written. */
export function readDocumentCursor(cursor: string, sort: DocumentSort): RawBuilder<unknown> {
  const parts = parse(cursor);
  const { types } = documentOrders[sort];
  const [of, ...place] = parts.slice(0, -1);
  const id = parts.at(-1);
  const fits = place.length === types.length && types.every((type, at) => isOf(type, place[at]));
  if (of !== sort || !fits || typeof id !== 'string' || !validate(id)) throw appError('CURSOR_INVALID', []);
  const values = types.map((type, at) => sql`${place[at]}::${sql.raw(type)}`);
  return sql.join([...values, sql`${id}::uuid`]);
}

function parse(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(value)) return value as readonly unknown[];
  } catch {
    // Not JSON: not ours.
  }
  throw appError('CURSOR_INVALID', []);
}

function isOf(type: DocumentOrder['types'][number], value: unknown): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string' && !/\0|\p{Surrogate}/u.test(value);
    case 'float8':
      return typeof value === 'number';
    case 'integer':
      return Number.isInteger(value) && Math.abs(value as number) <= largestInteger; // isInteger says that it is a number
    case 'timestamptz':
      return (
        typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && isDate(value)
      );
  }
}

function isDate(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}
