import { Type, type Static } from 'typebox';

/*
 * What the command line reads of the API's answers: less than they hold, so that a newer server is understood as well.
 */

const nullableText = Type.Union([Type.String(), Type.Null()]);

export const documentAnswerSchema = Type.Object({
  id: Type.String(),
  status: Type.String(),
  title: nullableText,
  collection: nullableText,
  sourceChars: Type.Integer(),
  paragraphs: Type.Object({
    total: Type.Integer(),
    done: Type.Integer(),
    failed: Type.Integer(),
    cancelled: Type.Optional(Type.Integer()),
  }),
  errors: Type.Array(Type.Object({ code: Type.String(), paragraphs: Type.Integer() })),
  createdAt: Type.String(),
  etaSeconds: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
});
export type DocumentAnswer = Static<typeof documentAnswerSchema>;

export const segmentAnswerSchema = Type.Object({
  segmentId: Type.String(),
  paragraphPosition: Type.Integer(),
  source: Type.String(),
  target: Type.String(),
  confidence: Type.Union([Type.Number(), Type.Null()]),
  flags: Type.Array(Type.String()),
  origin: Type.String(),
  model: Type.Union([Type.Object({ id: Type.String(), revision: Type.String() }), Type.Null()]),
});
export type SegmentAnswer = Static<typeof segmentAnswerSchema>;

const nextCursor = nullableText;
export const documentPageSchema = Type.Object({ items: Type.Array(documentAnswerSchema), nextCursor });
export const segmentPageSchema = Type.Object({ items: Type.Array(segmentAnswerSchema), nextCursor });

export const liveAnswerSchema = Type.Object({ status: Type.Literal('live') });

/** RFC 9457 with our extension members. */
export const problemSchema = Type.Object({
  code: Type.String(),
  detail: Type.String(),
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});

const importPart = Type.Object({
  count: Type.Integer(),
  segments: Type.Array(Type.Object({ segmentId: nullableText, line: Type.Integer(), reason: nullableText })),
});

export const importAnswerSchema = Type.Object({
  applied: importPart,
  unchanged: importPart,
  unknown: importPart,
  conflict: importPart,
});
export type ImportAnswer = Static<typeof importAnswerSchema>;

export const glossaryAnswerSchema = Type.Object({
  collection: Type.String(),
  revision: Type.Integer(),
  terms: Type.Array(Type.Object({ source: Type.String(), target: Type.String(), note: nullableText })),
});
export type GlossaryAnswer = Static<typeof glossaryAnswerSchema>;

export const glossariesAnswerSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      collection: Type.String(),
      revision: Type.Integer(),
      terms: Type.Integer(),
      changedAt: Type.String(),
    }),
  ),
});
export type GlossariesAnswer = Static<typeof glossariesAnswerSchema>;

export const glossaryChangeAnswerSchema = Type.Object({
  collection: Type.String(),
  revision: Type.Integer(),
  terms: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  removed: Type.Integer(),
  passedOver: Type.Integer(),
});
export type GlossaryChangeAnswer = Static<typeof glossaryChangeAnswerSchema>;

/** Whether nothing will be done to the document any more. */
export function isFinished({ status }: Pick<DocumentAnswer, 'status'>): boolean {
  return status === 'done' || status === 'failed' || status === 'cancelled';
}

/** Paragraphs that nothing will be done to any more. */
export function countFinished({ paragraphs }: Pick<DocumentAnswer, 'paragraphs'>): number {
  return paragraphs.done + paragraphs.failed + (paragraphs.cancelled ?? 0);
}
