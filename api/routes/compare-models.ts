import { Type } from 'typebox';
import { appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { articleToCompare } from '../comparison/article-to-compare.ts';
import { comparisonEvents } from '../comparison/comparison-events.ts';
import { comparisonRequestSchema } from '../comparison/comparison-resource.ts';
import { problemResponses } from '../http/problem.ts';
import { sendEvents } from '../http/send-events.ts';
import { signalOfLeaving } from '../http/signal-of-leaving.ts';
import { noQuerySchema } from './document-path.ts';

/** `POST /v1/models:compare`: two models on the same sentences, while somebody looks. */
export function addCompareModels(
  app: App,
  { documents, comparer }: Pick<ApiDependencies, 'documents' | 'comparer'>,
): void {
  const closing = new AbortController();
  app.addHook('preClose', (done) => {
    closing.abort();
    done();
  });
  app.post(
    '/v1/models::compare',
    {
      schema: {
        operationId: 'compareModels',
        tags: ['models'],
        summary: 'Compare two models on an article',
        description: [
          `Translates the first ${limits.comparedSentences} sentences with both, without glossary and memory, in a process of its own that`,
          'ends with the answer or when the client leaves. Nothing is stored. One comparison at a time: COMPARISON_BUSY.',
          '',
          'Server-sent events: `start` (ComparisonStart), `loaded` (ComparisonLoaded) once for each model, `translated`',
          '(ComparedTranslation) once for each sentence and model, then `end`; or `problem` (Problem) where it fails.',
        ].join('\n'),
        querystring: noQuerySchema,
        body: comparisonRequestSchema,
        response: {
          200: { description: 'The events.', content: { 'text/event-stream': { schema: Type.String() } } },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const signal = AbortSignal.any([signalOfLeaving(reply), closing.signal]);
      const [one, other] = request.body.models;
      if (one === undefined || other === undefined) throw appError('REQUEST_INVALID', ['name two models']);
      const article = await articleToCompare(request.body, documents);
      const sources = article.sentences.map(({ source }) => source);
      const comparison = await comparer.start([one, other], sources, { signal });
      return sendEvents(reply, comparisonEvents(comparison, article, request.id));
    },
  );
}
