import { Type } from 'typebox';
import { appError } from '../../core/app-error.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { checkParts, type PartState, type PartStates } from '../health/check-parts.ts';
import { problemResponses } from '../http/problem.ts';
import { noQuerySchema } from './document-path.ts';

const nullableText = Type.Union([Type.String(), Type.Null()]);
const partFields = { state: Type.Enum(['up', 'down']), code: nullableText, why: nullableText };

const readySchema = Type.Object({
  status: Type.Literal('ready'),
  parts: Type.Object({
    store: Type.Object(partFields),
    queue: Type.Object(partFields),
    workers: Type.Object({
      ...partFields,
      ready: Type.Integer({ description: 'Workers with a loaded model.' }),
      loading: Type.Integer(),
      failed: Type.Integer({ description: 'Workers whose model could not be loaded.' }),
    }),
  }),
});

/**
 * `GET /health/ready`: 200 when an article sent now would be translated: store, queue and a worker with a loaded model
 * are there. Otherwise 503 NOT_READY; its `details.parts` has the state of each part, and why.
 */
export function addHealthReady(
  app: App,
  dependencies: Pick<ApiDependencies, 'documents' | 'producer' | 'workers'>,
): void {
  app.get(
    '/health/ready',
    {
      schema: {
        operationId: 'getReadiness',
        tags: ['health'],
        summary: 'Would an article be translated now?',
        querystring: noQuerySchema,
        response: { 200: readySchema, ...problemResponses },
      },
    },
    async () => {
      const parts = await checkParts(dependencies);
      const why = reasonsOf(parts);
      if (why.length > 0) throw appError('NOT_READY', [why.join('; ')], { details: { parts } });
      return { status: 'ready' as const, parts };
    },
  );
}

function reasonsOf(parts: PartStates): readonly string[] {
  const named: readonly (readonly [string, PartState])[] = Object.entries(parts);
  return named
    .filter(([, part]) => part.state === 'down')
    .map(([name, part]) => `${name}: ${(part.why ?? 'down').replace(/\.$/, '')}`);
}
