import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { articlesOfLines } from '../batch/articles-of-lines.ts';
import { ndjson, sendLines } from '../batch/send-lines.ts';
import { submitBatch, type BatchArticle } from '../batch/submit-batch.ts';
import { idempotencyHeadersSchema } from '../documents/submission-key.ts';
import { problemResponses } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { noQuerySchema } from './document-path.ts';

type BatchDependencies = Pick<ApiDependencies, 'documents' | 'sendsWebhooks' | 'log'>;

/**
 * `POST /v1/documents:batch`: many articles in one request, as lines of JSON (read while they arrive) or as a JSON array. The answer
 * has a line for each, in their order, while they are stored; the last line counts them.
 */
export function addCreateDocuments(app: App, dependencies: BatchDependencies): void {
  // Its own scope: everywhere else a body is one JSON value.
  void app.register((scope: App, _options, done) => {
    scope.addContentTypeParser(ndjson, (_request, payload, parsed) => {
      parsed(null, payload);
    });
    addRoute(scope, dependencies);
    done();
  });
}

function addRoute(scope: App, { documents, sendsWebhooks, log }: BatchDependencies): void {
  scope.post(
    '/v1/documents::batch',
    {
      schema: {
        operationId: 'createDocuments',
        tags: ['documents'],
        summary: 'Send many articles',
        description:
          `Up to ${limits.batchArticles} articles, each as in "Send an article", one a line (${ndjson}) or as a JSON array. Their ` +
          'priority is bulk unless they say otherwise. The answer has a line for each; the last one counts them.',
        consumes: [ndjson, 'application/json'],
        querystring: noQuerySchema,
        headers: idempotencyHeadersSchema,
        response: {
          200: { description: 'What became of each.', content: { [ndjson]: { schema: Type.String() } } },
          ...problemResponses,
        },
      },
    },
    (request, reply): void => {
      const articles =
        request.body instanceof Readable
          ? articlesOfLines(readBody(request.body))
          : articlesOfArray(request.body);
      const idempotencyKey = request.headers['idempotency-key'];
      const results = submitBatch(articles, {
        documents,
        sendsWebhooks,
        log,
        requestId: request.id,
        idempotencyKey,
        apiKeyId: request.apiKey?.id ?? null,
      });
      sendLines(reply, results);
    },
  );
}

async function* articlesOfArray(body: unknown): AsyncGenerator<BatchArticle> {
  if (!Array.isArray(body)) throw appError('REQUEST_INVALID', ['"body" must be an array']);
  for (const [index, article] of body.entries()) yield { line: index + 1, read: () => article as unknown };
  await Promise.resolve();
}
