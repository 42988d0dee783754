import { Type } from 'typebox';
import { alignedRecordOf } from '../../exports/aligned-record.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { findDocument } from '../documents/find-document.ts';
import { segmentSchema } from '../documents/segment-resource.ts';
import { problemResponses } from '../http/problem.ts';
import { documentPathSchema } from './document-path.ts';
import { pageQuery, pageRequestOf } from './page-query.ts';

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
        querystring: Type.Object(pageQuery, { additionalProperties: false }),
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
      const document = await findDocument(documents, request.params.id);
      const { items, nextCursor } = await documents.listSegments(document.id, pageRequestOf(request.query));
      return { items: items.map(alignedRecordOf), nextCursor };
    },
  );
}
