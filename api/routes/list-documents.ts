import { Type } from 'typebox';
import { documentStatuses } from '../../core/document.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { documentResourceOf, documentSchema } from '../documents/document-resource.ts';
import { problemResponses } from '../http/problem.ts';
import { pageQuery, pageRequestOf } from './page-query.ts';

/** `GET /v1/documents`: newest first, a page at a time. */
export function addListDocuments(app: App, { documents }: Pick<ApiDependencies, 'documents'>): void {
  app.get(
    '/v1/documents',
    {
      schema: {
        operationId: 'listDocuments',
        tags: ['documents'],
        summary: 'List articles',
        querystring: Type.Object(
          {
            ...pageQuery,
            status: Type.Optional(Type.Enum([...documentStatuses])),
            collection: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            items: Type.Array(documentSchema),
            nextCursor: Type.Union([Type.String(), Type.Null()]),
          }),
          ...problemResponses,
        },
      },
    },
    async (request) => {
      const { status, collection, ...page } = request.query;
      const filter = {
        ...(status === undefined ? {} : { status }),
        ...(collection === undefined ? {} : { collection }),
      };
      const { items, nextCursor } = await documents.list(filter, pageRequestOf(page));
      return { items: items.map(documentResourceOf), nextCursor };
    },
  );
}
