import { validate as isUuid } from 'uuid';
import { Type } from 'typebox';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { documentUnknown } from '../documents/find-document.ts';
import { problemResponses } from '../http/problem.ts';
import { documentPathSchema, noQuerySchema } from './document-path.ts';

/** `DELETE /v1/documents/{id}`: it and everything that belongs to it, also while it is being translated. */
export function addDeleteDocument(app: App, { documents }: Pick<ApiDependencies, 'documents'>): void {
  app.delete(
    '/v1/documents/:id',
    {
      schema: {
        operationId: 'deleteDocument',
        tags: ['documents'],
        summary: 'Delete an article',
        params: documentPathSchema,
        querystring: noQuerySchema,
        response: { 204: Type.Null({ description: 'It is gone.' }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (!isUuid(id) || !(await documents.delete(id))) throw documentUnknown(id);
      return reply.code(204).send(null);
    },
  );
}
