import { sql, type RawBuilder } from 'kysely';
import type { Document } from '../../core/document.ts';
import type { DocumentSort } from '../document-store.ts';

/** An order of documents; the id makes it one in which no two are equal. */
export interface DocumentOrder {
  readonly direction: 'asc' | 'desc';
  /** What it goes by, first to last, in SQL. */
  readonly place: readonly RawBuilder<unknown>[];
  /** The same of a document, for a cursor: each a value of JSON. */
  readonly placeOf: (document: Document) => readonly (string | number | boolean)[];
  /** Types of the values, as PostgreSQL calls them. */
  readonly types: readonly ('timestamptz' | 'boolean' | 'text' | 'float8' | 'integer')[];
}

const byAge = {
  place: [sql`created_at`],
  placeOf: ({ createdAt }: Document) => [createdAt.toISOString()],
  types: ['timestamptz'],
} as const;

/** Titles go by character: the order of Unicode is one in which Arabic stays together, on every server the same. */
export const documentOrders: Readonly<Record<DocumentSort, DocumentOrder>> = {
  newest: { ...byAge, direction: 'desc' },
  oldest: { ...byAge, direction: 'asc' },
  title: {
    direction: 'asc',
    place: [sql`(title is null)`, sql`coalesce(title, '') collate "C"`],
    placeOf: ({ title }) => [title === null, title ?? ''],
    types: ['boolean', 'text'],
  },
  confidence: {
    direction: 'asc',
    place: [sql`(confidence is null)`, sql`coalesce(confidence, 0)`],
    placeOf: ({ segments: { meanConfidence } }) => [meanConfidence === null, meanConfidence ?? 0],
    types: ['boolean', 'float8'],
  },
  size: {
    direction: 'desc',
    place: [sql`source_chars`],
    placeOf: ({ sourceChars }) => [sourceChars],
    types: ['integer'],
  },
};
