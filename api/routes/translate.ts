import { Type, type Static } from 'typebox';
import { appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import { alignedRecordOf } from '../../exports/aligned-record.ts';
import type { App } from '../app.ts';
import { segmentSchema } from '../documents/segment-resource.ts';
import { problemResponses } from '../http/problem.ts';
import { signalOfLeaving } from '../http/signal-of-leaving.ts';
import { translateTexts, type TranslateTextsDependencies } from '../translate/translate-texts.ts';
import { noQuerySchema } from './document-path.ts';

const bodySchema = Type.Object(
  {
    text: Type.Optional(Type.String({ description: 'One text.' })),
    texts: Type.Optional(
      Type.Array(Type.String(), {
        description: `Or several: ${limits.translateTexts} at most, ${limits.translateChars} characters together.`,
      }),
    ),
    memory: Type.Optional(Type.Boolean({ description: 'false: translate every sentence anew.' })),
  },
  { additionalProperties: false },
);

const answerSchema = Type.Object({
  documentId: Type.String({
    format: 'uuid',
    description: 'The texts are kept, as the paragraphs of a document.',
  }),
  translations: Type.Array(
    Type.Object({ source: Type.String(), target: Type.String(), segments: Type.Array(segmentSchema) }),
    { description: 'One a text, in order.' },
  ),
});

/** The collection that holds what came this way. */
const collection = 'translate';

/**
 * `POST /v1/translate`: small texts, answered within the request. 504 TRANSLATION_SLOW, with the document's address in
 * `Location`, when it takes longer than the server waits; the work goes on.
 */
export function addTranslate(app: App, dependencies: TranslateTextsDependencies): void {
  app.post(
    '/v1/translate',
    {
      schema: {
        operationId: 'translate',
        tags: ['translate'],
        summary: 'Translate a small text now',
        querystring: noQuerySchema,
        body: bodySchema,
        response: { 200: answerSchema, ...problemResponses },
      },
      preValidation: (request, _reply, done) => {
        const body: unknown = request.body;
        done(body === undefined || body === null ? appError('BODY_EMPTY', []) : undefined);
      },
    },
    async (request, reply) => {
      const { memory = true } = request.body;
      let documentId = '';
      const translated = await translateTexts(
        textsOf(request.body),
        {
          collection,
          memory,
          signal: signalOfLeaving(reply),
          onStored: (id) => {
            documentId = id;
            reply.header('location', `/v1/documents/${id}`);
          },
        },
        dependencies,
      );
      const translations = translated.map(({ source, target, segments }) => ({
        source,
        target,
        segments: segments.map(alignedRecordOf),
      }));
      return { documentId, translations };
    },
  );
}

function textsOf({ text, texts }: Static<typeof bodySchema>): readonly string[] {
  if (text !== undefined && texts === undefined) return [text];
  if (text === undefined && texts !== undefined) return texts;
  throw appError('REQUEST_INVALID', [
    text === undefined ? 'send "text" or "texts"' : 'send "text" or "texts", not both',
  ]);
}
