import { Type } from 'typebox';
import type { Delivery } from '../../store/webhook-store.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { findDocument } from '../documents/find-document.ts';
import { problemResponses } from '../http/problem.ts';
import { documentPathSchema, noQuerySchema } from './document-path.ts';

const nullableText = Type.Union([Type.String(), Type.Null()]);

const deliverySchema = Type.Object({
  id: Type.String({ format: 'uuid', description: 'Also the header webhook-id.' }),
  event: Type.String({ description: 'document.done, document.failed or document.cancelled.' }),
  url: Type.String({ description: 'Without its query, which may hold a secret of the receiver.' }),
  status: Type.Enum(['queued', 'delivered', 'failed']),
  attempts: Type.Integer(),
  lastStatus: Type.Union([Type.Integer(), Type.Null()], { description: 'HTTP status of the last answer.' }),
  lastError: Type.Union([Type.String(), Type.Null()], { description: 'Why there was no answer.' }),
  createdAt: Type.String({ format: 'date-time' }),
  lastTriedAt: nullableText,
});

/** `GET /v1/documents/{id}/deliveries`: what became of the webhooks of an article, newest first. */
export function addListDeliveries(
  app: App,
  { documents, webhooks }: Pick<ApiDependencies, 'documents' | 'webhooks'>,
): void {
  app.get(
    '/v1/documents/:id/deliveries',
    {
      schema: {
        operationId: 'listDeliveries',
        tags: ['documents'],
        summary: 'What became of its webhooks',
        params: documentPathSchema,
        querystring: noQuerySchema,
        response: { 200: Type.Object({ items: Type.Array(deliverySchema) }), ...problemResponses },
      },
    },
    async (request) => {
      const { id } = await findDocument(documents, request.params.id);
      return { items: (await webhooks.list(id)).map(resourceOf) };
    },
  );
}

function resourceOf(delivery: Delivery) {
  const { id, event, status, attempts, lastStatus, lastError, createdAt, lastTriedAt } = delivery;
  const { origin, pathname } = new URL(delivery.url);
  return {
    id,
    event,
    url: `${origin}${pathname}`,
    status,
    attempts,
    lastStatus,
    lastError,
    createdAt: createdAt.toISOString(),
    lastTriedAt: lastTriedAt?.toISOString() ?? null,
  };
}
