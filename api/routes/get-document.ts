import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { documentResourceOf, documentWithEtaSchema } from '../documents/document-resource.ts';
import { findDocument } from '../documents/find-document.ts';
import { problemResponses } from '../http/problem.ts';
import { documentPathSchema, noQuerySchema } from './document-path.ts';

/** `GET /v1/documents/{id}`: how far it is, and how long it will take. */
export function addGetDocument(app: App, { documents }: Pick<ApiDependencies, 'documents'>): void {
  app.get(
    '/v1/documents/:id',
    {
      schema: {
        operationId: 'getDocument',
        tags: ['documents'],
        summary: 'One article and its progress',
        params: documentPathSchema,
        querystring: noQuerySchema,
        response: { 200: documentWithEtaSchema, ...problemResponses },
      },
    },
    async (request) => {
      const document = await findDocument(documents, request.params.id);
      const etaSeconds = await documents.estimateSecondsLeft(document.id);
      return { ...documentResourceOf(document), etaSeconds };
    },
  );
}
