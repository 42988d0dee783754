import { appError } from '../../core/app-error.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { acceptDocument } from '../documents/accept-document.ts';
import { documentResourceOf, documentSchema } from '../documents/document-resource.ts';
import { newDocumentBodySchema } from '../documents/new-document-body.ts';
import { storeDocument } from '../documents/store-document.ts';
import { idempotencyHeadersSchema } from '../documents/submission-key.ts';
import { problemResponses } from '../http/problem.ts';
import { noQuerySchema } from './document-path.ts';

/** `POST /v1/documents`: takes an article, stores it whole and answers 202 before anything is translated. */
export function addCreateDocument(
  app: App,
  { documents, sendsWebhooks }: Pick<ApiDependencies, 'documents' | 'sendsWebhooks'>,
): void {
  app.post(
    '/v1/documents',
    {
      schema: {
        operationId: 'createDocument',
        tags: ['documents'],
        summary: 'Send an article',
        querystring: noQuerySchema,
        headers: idempotencyHeadersSchema,
        body: newDocumentBodySchema,
        response: { 202: documentSchema, ...problemResponses },
      },
      // Before the schema is asked, which would call a missing body one of the wrong type.
      preValidation: (request, _reply, done) => {
        const body: unknown = request.body;
        done(body === undefined || body === null ? appError('BODY_EMPTY', []) : undefined);
      },
    },
    async (request, reply) => {
      const document = await storeDocument(acceptDocument(request.body), {
        documents,
        sendsWebhooks,
        idempotencyKey: request.headers['idempotency-key'],
        apiKeyId: request.apiKey?.id ?? null,
      });
      return reply
        .code(202)
        .header('location', `/v1/documents/${document.id}`)
        .send(documentResourceOf(document));
    },
  );
}
