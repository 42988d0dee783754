import { Type } from 'typebox';
import type { App } from '../app.ts';
import { problemResponses } from '../http/problem.ts';
import { metricsMediaType } from '../metrics/metric-page.ts';
import { writeMetrics, type MetricsDependencies } from '../metrics/write-metrics.ts';
import { noQuerySchema } from './document-path.ts';

/** `GET /metrics`: how the work goes, for Prometheus. docs/operations/metrics.md says what each means. */
export function addMetrics(app: App, dependencies: MetricsDependencies): void {
  app.get(
    '/metrics',
    {
      schema: {
        operationId: 'getMetrics',
        tags: ['health'],
        summary: 'How the work goes, for Prometheus',
        querystring: noQuerySchema,
        response: {
          200: {
            description: 'The metrics.',
            content: { 'text/plain': { schema: Type.String() } },
          },
          ...problemResponses,
        },
      },
    },
    async (_request, reply) => reply.type(metricsMediaType).send(await writeMetrics(dependencies)),
  );
}
