import { Type } from 'typebox';
import { validate as isUuid } from 'uuid';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { problemResponses } from '../http/problem.ts';
import { noQuerySchema } from './document-path.ts';

const mostIds = 500;

export const deletionSchema = Type.Object({
  deleted: Type.Array(Type.String()),
  unknown: Type.Array(Type.String(), { description: 'Ids that no article has, or had no longer.' }),
});

/**
 * `POST /v1/documents:delete`: many articles, one after the other. Where it breaks off, those that were deleted before stay
 * so; sent again, it finds them unknown and deletes the rest.
 */
export function addDeleteDocuments(app: App, { documents }: Pick<ApiDependencies, 'documents'>): void {
  app.post(
    '/v1/documents::delete',
    {
      schema: {
        operationId: 'deleteDocuments',
        tags: ['documents'],
        summary: 'Delete many articles',
        querystring: noQuerySchema,
        body: Type.Object(
          { ids: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: mostIds }) },
          { additionalProperties: false },
        ),
        response: { 200: deletionSchema, ...problemResponses },
      },
    },
    async (request) => {
      const deleted: string[] = [];
      const unknown: string[] = [];
      for (const id of new Set(request.body.ids)) {
        if (isUuid(id) && (await documents.delete(id))) deleted.push(id);
        else unknown.push(id);
      }
      return { deleted, unknown };
    },
  );
}
