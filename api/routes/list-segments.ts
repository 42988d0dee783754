import { Type } from 'typebox';
import { appError } from '../../core/app-error.ts';
import { largestInteger } from '../../core/largest-integer.ts';
import { segmentFlags } from '../../core/segment.ts';
import { alignedRecordOf } from '../../exports/aligned-record.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { findDocument } from '../documents/find-document.ts';
import { segmentSchema } from '../documents/segment-resource.ts';
import { problemResponses } from '../http/problem.ts';
import { documentPathSchema } from './document-path.ts';
import { pageQuery, pageRequestOf } from './page-query.ts';

const segmentQuery = {
  ...pageQuery,
  from: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: largestInteger,
      description:
        'The sentence to begin with, from 0; of those that `needsLook` and `flag` leave. Instead of a cursor, for a window anywhere in the text.',
    }),
  ),
  needsLook: Type.Optional(
    Type.Boolean({
      description:
        'true: only sentences that a person should look at: with a warning other than `passthrough`, and no person’s text.',
    }),
  ),
  flag: Type.Optional(Type.Enum([...segmentFlags], { description: 'Only sentences with this warning.' })),
};

/** `GET /v1/documents/{id}/segments`: sentences beside their translations in order of the text, those stored so far. */
export function addListSegments(app: App, { documents }: Pick<ApiDependencies, 'documents'>): void {
  app.get(
    '/v1/documents/:id/segments',
    {
      schema: {
        operationId: 'listSegments',
        tags: ['documents'],
        summary: 'Sentences beside their translations',
        params: documentPathSchema,
        querystring: Type.Object(segmentQuery, { additionalProperties: false }),
        response: {
          200: Type.Object({
            items: Type.Array(segmentSchema),
            nextCursor: Type.Union([Type.String(), Type.Null()]),
          }),
          ...problemResponses,
        },
      },
    },
    async (request) => {
      const { from, needsLook = false, flag, ...page } = request.query;
      if (from !== undefined && page.cursor !== undefined)
        throw appError('REQUEST_INVALID', ['"from" and "cursor" are two beginnings; send one']);
      const document = await findDocument(documents, request.params.id);
      const { items, nextCursor } = await documents.listSegments(document.id, {
        ...pageRequestOf(page),
        ...(from === undefined ? {} : { from }),
        choice: { needsLook, ...(flag === undefined ? {} : { flag }) },
      });
      return { items: items.map(alignedRecordOf), nextCursor };
    },
  );
}
