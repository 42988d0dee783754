import { Type } from 'typebox';
import { appError } from '../../core/app-error.ts';
import type { App } from '../app.ts';
import { mostSubscriptions } from '../events/change-feed.ts';
import { problemResponses } from '../http/problem.ts';
import { defaultHeartbeatMs, endWithConnection, sendEvents } from '../http/send-events.ts';
import { followPulls, type PullSubscription } from '../shelf/follow-pulls.ts';
import type { PullKeeper } from '../shelf/keep-pulls.ts';
import { pullSchema } from '../shelf/pull-resource.ts';
import { noQuerySchema } from './document-path.ts';

const shared = { tags: ['models'], querystring: noQuerySchema };
const ofModel = { ...shared, params: Type.Object({ id: Type.String() }) };

interface PullDependencies {
  readonly pulls: PullKeeper;
  readonly heartbeatMs?: number;
}

/** `/v1/models/{id}/pull` and `/v1/models/events`: a model is fetched, by the server and not by the page, and whoever likes watches. */
export function addPullModel(app: App, { pulls, heartbeatMs = defaultHeartbeatMs }: PullDependencies): void {
  startAndStop(app, pulls);
  const followers = new Set<PullSubscription>();
  app.addHook('preClose', (done) => {
    for (const follower of followers) follower.end();
    done();
  });
  app.get(
    '/v1/models/events',
    {
      exposeHeadRoute: false,
      schema: {
        ...shared,
        operationId: 'followPulls',
        summary: 'Follow how far models are fetched',
        description:
          'Server-sent events named `pull`: each of `pulls` in `GET /v1/models`, at once and then whenever it changed, at most ' +
          'four times a second.',
        response: {
          200: { description: 'The events.', content: { 'text/event-stream': { schema: Type.String() } } },
          ...problemResponses,
        },
      },
    },
    (_request, reply) => {
      if (followers.size >= mostSubscriptions) throw appError('STREAMS_TOO_MANY', [mostSubscriptions]);
      const follower = followPulls(pulls, heartbeatMs);
      followers.add(follower);
      const end = (): void => {
        followers.delete(follower);
        follower.end();
      };
      endWithConnection({ end }, reply);
      void sendEvents(reply, follower.events);
    },
  );
}

function startAndStop(app: App, pulls: PullKeeper): void {
  app.get(
    '/v1/models/:id/pull',
    {
      schema: {
        ...ofModel,
        operationId: 'getPull',
        summary: 'How far a model is fetched',
        response: { 200: pullSchema, ...problemResponses },
      },
    },
    (request) => pulls.find(request.params.id),
  );
  app.post(
    '/v1/models/:id/pull',
    {
      schema: {
        ...ofModel,
        operationId: 'pullModel',
        summary: 'Fetch a model',
        description:
          'Goes on when nobody watches. What an interrupted one left is used; a damaged model is mended.',
        response: { 202: pullSchema, ...problemResponses },
      },
    },
    (request, reply) => {
      void reply.code(202).send(pulls.start(request.params.id));
    },
  );
  app.delete(
    '/v1/models/:id/pull',
    {
      schema: {
        ...ofModel,
        operationId: 'stopPull',
        summary: 'Stop fetching a model',
        description: 'What has come stays for the next time.',
        response: { 202: pullSchema, ...problemResponses },
      },
    },
    (request, reply) => {
      void reply.code(202).send(pulls.stop(request.params.id));
    },
  );
}
