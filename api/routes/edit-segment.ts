import { Type } from 'typebox';
import { appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { refuseBrokenText } from '../documents/refuse-broken-text.ts';
import { revisionResourceOf, revisionSchema } from '../documents/revision-resource.ts';
import { problemResponses } from '../http/problem.ts';
import { noQuerySchema } from './document-path.ts';
import { segmentPathSchema } from './segment-path.ts';

const bodySchema = Type.Object(
  {
    target: Type.String({
      maxLength: limits.paragraphChars,
      description:
        'The English as it should be. The text that stands, sent as it is, is accepted as reviewed.',
    }),
    basedOn: Type.Integer({
      minimum: 0,
      maximum: 999_999_999,
      description: 'The `revision` of the text that was before the editor.',
    }),
    author: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: limits.labelChars,
        description: 'Who edits; kept with the revision.',
      }),
    ),
  },
  { additionalProperties: false },
);

/**
 * `PATCH /v1/documents/{id}/segments/{segmentId}`: a person corrects a translation, or accepts it. Sent twice it changes
 * nothing the second time; where somebody else was there meanwhile it is refused with both texts, and nothing is stored.
 */
export function addEditSegment(
  app: App,
  { revisions, log }: Pick<ApiDependencies, 'revisions' | 'log'>,
): void {
  app.patch(
    '/v1/documents/:id/segments/:segmentId',
    {
      schema: {
        operationId: 'editSegment',
        tags: ['documents'],
        summary: 'Correct or accept a translation',
        params: segmentPathSchema,
        querystring: noQuerySchema,
        body: bodySchema,
        response: { 200: revisionSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { id: documentId, segmentId } = request.params;
      const { target: targetText, basedOn, author = null } = request.body;
      refuseBrokenText('target', targetText);
      if (author !== null) refuseBrokenText('author', author);
      if (targetText.trim() === '') throw appError('TARGET_EMPTY', []);
      const edit = { segmentId, targetText, basedOn };
      const { outcome, standing } = await revisions.edit(documentId, edit, { author });
      const stands = revisionResourceOf(standing);
      if (outcome === 'conflict') {
        // The one refusal that holds texts: it goes to who sent the one and may read the other, and to no log.
        throw appError('SEGMENT_CHANGED', [basedOn, standing.revision], {
          details: { segmentId, basedOn, sent: targetText, standing: stands },
        });
      }
      log.info({ requestId: request.id, documentId, outcome }, 'segment edited');
      return stands;
    },
  );
}
