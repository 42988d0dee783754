import { Type, type Static } from 'typebox';
import { appError } from '../../core/app-error.ts';
import type { Glossary, GlossaryChange, GlossaryStore } from '../../store/glossary-store.ts';

export const collectionPathSchema = Type.Object({ collection: Type.String() });

/** Each kept as it was sent. */
const termSchema = Type.Object({
  source: Type.String({ description: 'Arabic.' }),
  target: Type.String({ description: 'What it is to be called in English.' }),
  note: Type.Union([Type.String(), Type.Null()], { description: 'For people.' }),
});

const revision = Type.Integer({ description: 'Another with every change; 0 is no glossary.' });

export const glossarySchema = Type.Object({
  collection: Type.String(),
  revision,
  changedAt: Type.String({ format: 'date-time' }),
  terms: Type.Array(termSchema),
});

export const glossariesSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      collection: Type.String(),
      revision,
      changedAt: Type.String({ format: 'date-time' }),
      terms: Type.Integer({ description: 'How many it has.' }),
    }),
    { description: 'By collection.' },
  ),
});

export const glossaryChangeSchema = Type.Object({
  collection: Type.String(),
  revision,
  terms: Type.Integer({ description: 'How many it has now.' }),
  added: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  removed: Type.Integer(),
  passedOver: Type.Integer({ description: 'Entries of a file that had no term in both languages.' }),
});

/** `basedOn` of a write. */
export const basedOnSchema = Type.Optional(
  Type.Integer({
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'The `revision` that was before the editor, 0 for none. Refused where another one stands.',
  }),
);

/** Rejects with GLOSSARY_UNKNOWN. */
export async function findGlossary(
  glossaries: Pick<GlossaryStore, 'read'>,
  collection: string,
): Promise<Glossary> {
  const glossary = await glossaries.read(collection);
  if (glossary === undefined) throw glossaryUnknown(collection);
  return glossary;
}

export function glossaryUnknown(collection: string): Error {
  return appError('GLOSSARY_UNKNOWN', [collection], { details: { collection } });
}

export function glossaryResourceOf({ changedAt, ...glossary }: Glossary): Static<typeof glossarySchema> {
  return {
    ...glossary,
    changedAt: changedAt.toISOString(),
    terms: glossary.terms.map((term) => ({ ...term })),
  };
}

export function changeResourceOf(
  collection: string,
  change: GlossaryChange,
  passedOver = 0,
): Static<typeof glossaryChangeSchema> {
  return { collection, ...change, passedOver };
}
