import { Type } from 'typebox';
import type { App } from '../app.ts';
import { problemResponses } from '../http/problem.ts';
import { noQuerySchema } from './document-path.ts';

/** `GET /health/live`: the process answers; asks nothing of any other part. */
export function addHealthLive(app: App): void {
  app.get(
    '/health/live',
    {
      schema: {
        operationId: 'getLiveness',
        tags: ['health'],
        summary: 'Is the process alive?',
        querystring: noQuerySchema,
        response: { 200: Type.Object({ status: Type.Literal('live') }), ...problemResponses },
      },
    },
    () => ({ status: 'live' as const }),
  );
}
