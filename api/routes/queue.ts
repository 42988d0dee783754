import { Type } from 'typebox';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { problemResponses } from '../http/problem.ts';
import { defaultHeartbeatMs, endWithConnection, sendEvents } from '../http/send-events.ts';
import { followQueue } from '../work/follow-queue.ts';
import { createQueueFeed } from '../work/queue-feed.ts';
import { queueSchema } from '../work/queue-resource.ts';
import { readQueue, type QueueDependencies } from '../work/read-queue.ts';
import { noQuerySchema } from './document-path.ts';

/** As often as one can see a number change. */
const lookEveryMs = 1_000;

/** `GET /v1/queue` and `GET /v1/queue/events`: how the work goes, once or as it happens. */
export function addQueue(
  app: App,
  {
    heartbeatMs = defaultHeartbeatMs,
    log,
    ...dependencies
  }: QueueDependencies & Pick<ApiDependencies, 'heartbeatMs' | 'log'>,
): void {
  const read = () => readQueue(dependencies);
  const feed = createQueueFeed({ read, everyMs: lookEveryMs, log });
  app.addHook('preClose', (done) => {
    feed.close();
    done();
  });
  app.get(
    '/v1/queue',
    {
      schema: {
        operationId: 'getQueue',
        tags: ['queue'],
        summary: 'How the work goes',
        querystring: noQuerySchema,
        response: { 200: queueSchema, ...problemResponses },
      },
    },
    read,
  );
  app.get(
    '/v1/queue/events',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'followQueue',
        tags: ['queue'],
        summary: 'Follow how the work goes',
        description:
          'Server-sent events named `queue`: what `GET /v1/queue` answers, at once and then whenever something changed, at ' +
          'most once a second.',
        querystring: noQuerySchema,
        response: {
          200: { description: 'The events.', content: { 'text/event-stream': { schema: Type.String() } } },
          ...problemResponses,
        },
      },
    },
    async (_request, reply) => {
      const subscription = await feed.subscribe();
      endWithConnection(subscription, reply);
      return sendEvents(reply, followQueue(subscription, heartbeatMs));
    },
  );
}
