import { PassThrough, type Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { splitLines } from '../batch/split-lines.ts';
import { submitBatch, type BatchArticle } from '../batch/submit-batch.ts';
import { idempotencyHeadersSchema } from '../documents/submission-key.ts';
import { parseJsonBody } from '../http/parse-json-body.ts';
import { problemResponses } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { noQuerySchema } from './document-path.ts';

const ndjson = 'application/x-ndjson';

type BatchDependencies = Pick<ApiDependencies, 'documents' | 'log'>;

/**
 * `POST /v1/documents:batch`: many articles in one request, as lines of JSON (read while they arrive) or as a JSON array. The answer
 * has a line for each, in their order, while they are stored; the last line counts them.
 */
export function addCreateDocuments(app: App, dependencies: BatchDependencies): void {
  // Its own scope: everywhere else a body is one JSON value.
  void app.register((scope: App, _options, done) => {
    scope.addContentTypeParser(ndjson, (_request, _payload, parsed) => {
      parsed(null);
    });
    addRoute(scope, dependencies);
    done();
  });
}

function addRoute(scope: App, { documents, log }: BatchDependencies): void {
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
        request.body === undefined ? articlesOfLines(readBody(request.raw)) : articlesOfArray(request.body);
      const idempotencyKey = request.headers['idempotency-key'];
      const results = submitBatch(articles, {
        documents,
        log,
        requestId: request.id,
        idempotencyKey,
        apiKeyId: request.apiKey?.id ?? null,
      });
      sendLines(reply, writtenAtOnce(results));
    },
  );
}

/** The schema says text; a stream of it is not among the types that Fastify derives from that. */
function sendLines(reply: FastifyReply, lines: Readable): void {
  reply.type(ndjson).send(lines);
}

async function* articlesOfLines(body: AsyncIterable<Buffer>): AsyncGenerator<BatchArticle> {
  let line = 0;
  for await (const bytes of splitLines(body, limits.batchLineBytes)) {
    line += 1;
    if (bytes.toString('latin1').trim() === '') continue;
    yield { line, read: () => parseJsonBody(bytes) };
  }
}

async function* articlesOfArray(body: unknown): AsyncGenerator<BatchArticle> {
  if (!Array.isArray(body)) throw appError('REQUEST_INVALID', ['"body" must be an array']);
  for (const [index, article] of body.entries()) yield { line: index + 1, read: () => article as unknown };
  await Promise.resolve();
}

/**
 * Written whether the client reads or not: many send everything before they read, and would wait for us while we wait for
 * them. What piles up is bounded by the number of articles.
 */
function writtenAtOnce(results: AsyncIterable<object>): Readable {
  const answer = new PassThrough();
  const write = async (): Promise<void> => {
    for await (const result of results) {
      if (answer.destroyed) return;
      answer.write(`${JSON.stringify(result)}\n`);
    }
    answer.end();
  };
  write().catch((error: unknown) => answer.destroy(error instanceof Error ? error : undefined));
  return answer;
}
