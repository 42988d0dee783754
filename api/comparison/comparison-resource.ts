import { Type, type Static } from 'typebox';
import { limits } from '../../core/limits.ts';
import { segmentFlags } from '../../core/segment.ts';

export const comparisonRequestSchema = Type.Object(
  {
    models: Type.Array(Type.String(), {
      minItems: 2,
      maxItems: 2,
      uniqueItems: true,
      description: 'Two that are here, by `id`.',
    }),
    documentId: Type.Optional(
      Type.String({ description: 'A stored article. Its translations stay as they are.' }),
    ),
    text: Type.Optional(
      Type.String({
        description: `Or a text, of ${limits.translateChars} characters at most. It is not kept.`,
      }),
    ),
  },
  { additionalProperties: false },
);
export type ComparisonRequest = Static<typeof comparisonRequestSchema>;

/** The event `start`. */
export const comparisonStartSchema = Type.Object({
  models: Type.Array(Type.Object({ id: Type.String(), revision: Type.String() }), {
    description: 'In the order asked for.',
  }),
  sentences: Type.Array(
    Type.Object({
      paragraph: Type.Integer({ description: 'Of the article, from 0.' }),
      source: Type.String(),
    }),
    { description: `The first ${limits.comparedSentences} at most.` },
  ),
  total: Type.Integer({
    description: 'Sentences of the whole article; of a stored one, those that are translated so far.',
  }),
});

/** The event `loaded`. */
export const comparisonLoadedSchema = Type.Object({
  model: Type.Integer({ description: 'Place in `models`.' }),
});

/** The event `translated`. */
export const comparedTranslationSchema = Type.Object({
  sentence: Type.Integer({ description: 'Place in `sentences`.' }),
  model: Type.Integer({ description: 'Place in `models`.' }),
  target: Type.String(),
  confidence: Type.Union([Type.Number(), Type.Null()], { description: '0 to 1; null for a passthrough.' }),
  flags: Type.Array(Type.Enum([...segmentFlags])),
  computedMs: Type.Number({
    description: 'Processor time of this sentence on one thread; other work on the machine does not count.',
  }),
});
