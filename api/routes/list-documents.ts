import { Type } from 'typebox';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { documentFilterOf, documentFilterQuery } from '../documents/document-filter.ts';
import { documentResourceOf, documentSchema } from '../documents/document-resource.ts';
import { problemResponses } from '../http/problem.ts';
import { noQuerySchema } from './document-path.ts';
import { pageQuery, pageRequestOf } from './page-query.ts';

const sorts = ['newest', 'oldest', 'title', 'confidence', 'size'] as const;

export const collectionsSchema = Type.Object({
  items: Type.Array(Type.Object({ name: Type.String(), documents: Type.Integer() }), {
    description: 'By name.',
  }),
});

/** `GET /v1/documents`: a page at a time, filtered and sorted; `GET /v1/collections`: the labels there are. */
export function addListDocuments(app: App, dependencies: Pick<ApiDependencies, 'documents'>): void {
  addList(app, dependencies);
  addCollections(app, dependencies);
}

function addList(app: App, { documents }: Pick<ApiDependencies, 'documents'>): void {
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
            ...documentFilterQuery,
            sort: Type.Optional(
              Type.Enum([...sorts], {
                description:
                  '`newest` unless told. `confidence`: the lowest first, unknown ones last; `size`: the largest first; `title`: by character.',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            items: Type.Array(documentSchema),
            nextCursor: Type.Union([Type.String(), Type.Null()]),
            total: Type.Integer({ description: 'Articles that the filter leaves, on all pages.' }),
          }),
          ...problemResponses,
        },
      },
    },
    async (request) => {
      const { limit, cursor, sort, ...query } = request.query;
      const filter = documentFilterOf(query);
      const page = pageRequestOf({
        ...(limit === undefined ? {} : { limit }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      const [{ items, nextCursor }, total] = await Promise.all([
        documents.list(filter, sort === undefined ? page : { ...page, sort }),
        documents.count(filter),
      ]);
      return { items: items.map(documentResourceOf), nextCursor, total };
    },
  );
}

function addCollections(app: App, { documents }: Pick<ApiDependencies, 'documents'>): void {
  app.get(
    '/v1/collections',
    {
      schema: {
        operationId: 'listCollections',
        tags: ['documents'],
        summary: 'The labels that articles have',
        querystring: noQuerySchema,
        response: { 200: collectionsSchema, ...problemResponses },
      },
    },
    async () => {
      const items = await documents.collections();
      return { items: items.map(({ name, documents: count }) => ({ name, documents: count })) };
    },
  );
}
