import { Type } from 'typebox';
import { documentPriorities } from '../../core/document.ts';
import type { App } from '../app.ts';
import { workerStaleAfterMs } from '../health/check-parts.ts';
import { problemResponses } from '../http/problem.ts';
import { capacityOf } from '../work/capacity.ts';
import { charsBefore, type QueueDependencies } from '../work/read-queue.ts';
import { noQuerySchema } from './document-path.ts';

const count = Type.Integer({ minimum: 0, maximum: 999_999_999 });
const nullableSeconds = (description: string) => Type.Union([Type.Number(), Type.Null()], { description });

export const estimateSchema = Type.Object({
  seconds: nullableSeconds(
    'From its beginning to its end; null without a worker, or while no speed was measured.',
  ),
  waitSeconds: nullableSeconds('Until it begins: what stands before it.'),
});

/**
 * `POST /v1/estimate`: how long a text of this size would take now, before it is sent. From what the workers that are ready
 * did on their machines in their last hour of work; what the memory knows may make it quicker.
 *
 * A model's time goes with both letters and sentences, many short ones taking longer than few long ones: it is the mean of
 * what either measure foretells.
 */
export function addEstimate(app: App, { work, workers }: Pick<QueueDependencies, 'work' | 'workers'>): void {
  app.post(
    '/v1/estimate',
    {
      schema: {
        operationId: 'estimate',
        tags: ['queue'],
        summary: 'How long a text of this size would take',
        querystring: noQuerySchema,
        body: Type.Object(
          {
            sentences: count,
            characters: count,
            priority: Type.Optional(Type.Enum([...documentPriorities])),
          },
          { additionalProperties: false },
        ),
        response: { 200: estimateSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { sentences, characters, priority = 'normal' } = request.body;
      const [counts, speeds, present] = await Promise.all([
        work.count(),
        work.speeds(),
        workers.list({ staleAfterMs: workerStaleAfterMs }),
      ]);
      const chars = capacityOf(present, speeds, 'translatedCharsPerSecond');
      const perSecond = capacityOf(present, speeds, 'sentencesPerSecond');
      const all = capacityOf(present, speeds, 'charsPerSecond');
      return {
        seconds:
          chars === null || perSecond === null
            ? null
            : Math.ceil((characters / chars + sentences / perSecond) / 2),
        waitSeconds: all === null ? null : Math.ceil(charsBefore(counts, priority) / all),
      };
    },
  );
}
