import { Type, type Static } from 'typebox';
import { documentPriorities, documentStatuses, type Document } from '../../core/document.ts';

const nullableText = Type.Union([Type.String(), Type.Null()]);

const documentFields = {
  id: Type.String({ format: 'uuid' }),
  status: Type.Enum([...documentStatuses]),
  priority: Type.Enum([...documentPriorities]),
  title: nullableText,
  sourceUrl: nullableText,
  publishedAt: nullableText,
  collection: nullableText,
  externalId: nullableText,
  sourceChars: Type.Integer({ description: 'UTF-16 code units of the whole text.' }),
  paragraphs: Type.Object({
    total: Type.Integer(),
    queued: Type.Integer(),
    running: Type.Integer(),
    done: Type.Integer(),
    failed: Type.Integer(),
    cancelled: Type.Integer(),
  }),
  segments: Type.Object(
    {
      total: Type.Integer(),
      needsLook: Type.Integer({
        description: 'With a warning other than `passthrough`, and not decided about by a person.',
      }),
      meanConfidence: Type.Union([Type.Number(), Type.Null()], {
        description: '0 to 1; null while unknown.',
      }),
    },
    { description: 'What its sentences amount to, those translated so far.' },
  ),
  progress: Type.Number({ description: 'Finished paragraphs (done, failed or cancelled) over all: 0 to 1.' }),
  errors: Type.Array(Type.Object({ code: Type.String(), paragraphs: Type.Integer() })),
  createdAt: Type.String({ format: 'date-time' }),
  startedAt: nullableText,
  finishedAt: nullableText,
  revisedAt: Type.Union([Type.String(), Type.Null()], {
    description: 'When people last changed a translation; later with every change. Null: they never did.',
  }),
};

export const documentSchema = Type.Object(documentFields);
export type DocumentResource = Static<typeof documentSchema>;

/** A document asked for by its id: with an estimate, which costs a look at the work that stands before it. */
export const documentWithEtaSchema = Type.Object({
  ...documentFields,
  etaSeconds: Type.Union([Type.Number(), Type.Null()], {
    description: 'Until it is finished; null when it is, or while no speed is known.',
  }),
});

export function documentResourceOf(document: Document): DocumentResource {
  const { total, queued, running } = document.paragraphs;
  return {
    id: document.id,
    status: document.status,
    priority: document.priority,
    title: document.title,
    sourceUrl: document.sourceUrl,
    publishedAt: document.publishedAt,
    collection: document.collection,
    externalId: document.externalId,
    sourceChars: document.sourceChars,
    paragraphs: { ...document.paragraphs },
    segments: { ...document.segments },
    progress: total === 0 ? 1 : (total - queued - running) / total,
    errors: document.errors.map(({ code, paragraphs }) => ({ code, paragraphs })),
    createdAt: document.createdAt.toISOString(),
    startedAt: document.startedAt?.toISOString() ?? null,
    finishedAt: document.finishedAt?.toISOString() ?? null,
    revisedAt: document.revisedAt?.toISOString() ?? null,
  };
}
