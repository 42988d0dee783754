import { Type, type Static } from 'typebox';
import { documentPriorities } from '../../core/document.ts';

const optionalText = Type.Optional(Type.Union([Type.String(), Type.Null()]));

/** What `POST /v1/documents` takes. Lengths and characters are checked by accept-document.ts, which counts as `limits` does. */
export const newDocumentBodySchema = Type.Object(
  {
    text: Type.Optional(
      Type.String({ description: 'The article; blank lines stand between its paragraphs.' }),
    ),
    paragraphs: Type.Optional(Type.Array(Type.String(), { description: 'Or its paragraphs, one by one.' })),
    title: optionalText,
    sourceUrl: optionalText,
    publishedAt: optionalText,
    collection: optionalText,
    externalId: optionalText,
    webhookUrl: Type.Optional(
      Type.Union([Type.String(), Type.Null()], {
        description: 'Who is told, by a signed POST, when the article is done, failed or cancelled.',
      }),
    ),
    priority: Type.Optional(
      Type.Enum([...documentPriorities], {
        description:
          'interactive: somebody waits for it. normal, unless told. bulk: after everything else. Strictly in this order.',
      }),
    ),
    memory: Type.Optional(
      Type.Boolean({ description: 'false: translate every sentence anew, also those translated before.' }),
    ),
  },
  { additionalProperties: false },
);
export type NewDocumentBody = Static<typeof newDocumentBodySchema>;
