import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { findDocument } from '../documents/find-document.ts';
import { createChangeFeed } from '../events/change-feed.ts';
import { followDocument, followDocuments, type FollowOptions } from '../events/follow-changes.ts';
import { problemResponses } from '../http/problem.ts';
import { defaultHeartbeatMs, endWithConnection, sendEvents } from '../http/send-events.ts';
import { documentPathSchema, noQuerySchema } from './document-path.ts';

const schema = {
  tags: ['documents'],
  description:
    'Server-sent events. `document`: an article as it stands, again whenever it changes. `deleted`: its id, also when that ' +
    'was while you were away, for a week. `resync`: too much was missed, read the list anew. Send `Last-Event-ID` to go on where a connection broke; browsers do so by themselves.',
  querystring: noQuerySchema,
  headers: Type.Object({ 'last-event-id': Type.Optional(Type.String()) }),
  response: {
    200: { description: 'The events.', content: { 'text/event-stream': { schema: Type.String() } } },
    ...problemResponses,
  },
};

/**
 * `GET /v1/documents/{id}/events` and `GET /v1/events`: what happens, as it happens, for as long as the client listens. Read as
 * fast as the client takes it: what a slow one misses is left out. All streams end when the server closes.
 */
export function addFollowDocuments(
  app: App,
  {
    documents,
    changes,
    heartbeatMs = defaultHeartbeatMs,
  }: Pick<ApiDependencies, 'documents' | 'changes' | 'heartbeatMs'>,
): void {
  const feed = createChangeFeed(changes);
  app.addHook('preClose', () => feed.close());
  const begin = async (reply: FastifyReply, lastEventId: string | undefined): Promise<FollowOptions> => {
    const subscription = await feed.subscribe();
    endWithConnection(subscription, reply);
    return { changes, subscription, lastEventId: readEventId(lastEventId), heartbeatMs };
  };

  app.get(
    '/v1/documents/:id/events',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'followDocument',
        summary: 'Follow an article',
        params: documentPathSchema,
        ...schema,
      },
    },
    async (request, reply) => {
      const { id } = await findDocument(documents, request.params.id);
      const options = await begin(reply, request.headers['last-event-id']);
      return sendEvents(reply, followDocument(id, options));
    },
  );
  app.get(
    '/v1/events',
    {
      exposeHeadRoute: false,
      schema: { operationId: 'followDocuments', summary: 'Follow all articles', ...schema },
    },
    async (request, reply) => {
      const options = await begin(reply, request.headers['last-event-id']);
      return sendEvents(reply, followDocuments(options));
    },
  );
}

/** An id that we cannot have given is none: the client gets everything anew. */
function readEventId(header: string | undefined): string | undefined {
  return header !== undefined && /^\d{1,18}$/.test(header) ? header : undefined;
}
