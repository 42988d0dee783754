import multipart from '@fastify/multipart';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { appError } from '../../core/app-error.ts';
import { documentPriorities } from '../../core/document.ts';
import { limits } from '../../core/limits.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { ndjson, sendLines } from '../batch/send-lines.ts';
import { idempotencyHeadersSchema } from '../documents/submission-key.ts';
import { problemResponses } from '../http/problem.ts';
import { validateRequest } from '../http/validate-request.ts';
import { readParts } from '../uploads/read-parts.ts';
import { submitUpload } from '../uploads/submit-upload.ts';
import { noQuerySchema } from './document-path.ts';

type UploadDependencies = Pick<ApiDependencies, 'documents' | 'sendsWebhooks' | 'extractor' | 'log'>;

const formMediaType = 'multipart/form-data';

/** The form as the description shows it; the parts themselves are checked as they arrive. */
const formSchema = Type.Object({
  collection: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  sourceUrl: Type.Optional(Type.String()),
  publishedAt: Type.Optional(Type.String()),
  externalId: Type.Optional(Type.String()),
  webhookUrl: Type.Optional(Type.String()),
  priority: Type.Optional(Type.Enum([...documentPriorities])),
  memory: Type.Optional(Type.Enum(['true', 'false'])),
  charset: Type.Optional(
    Type.String({ description: 'Encoding of .txt and .html, where it is known: windows-1256, utf-16le …' }),
  ),
  file: Type.Array(Type.String({ format: 'binary' }), {
    description: '.txt, .html, .docx or .jsonl; after the fields that are about it.',
  }),
});

/**
 * `POST /v1/documents:upload`: articles as the files that people have. The answer has a line for each article, as that of a batch;
 * the last one counts them.
 */
export function addUploadDocuments(app: App, dependencies: UploadDependencies): void {
  // Its own scope: everywhere else a body is JSON.
  void app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers();
    await scope.register(multipart, {
      throwFileSizeLimit: false,
      limits: {
        // One more than is taken, so that a file which is too large is told from one that just fits.
        fileSize: limits.fileBytes + 1,
        files: limits.uploadFiles + 1,
        fields: 100,
        fieldSize: 8 * 1024,
        fieldNameSize: 100,
        headerPairs: 20,
      },
    });
    scope.addContentTypeParser('*', (_request, _payload, parsed) => {
      parsed(appError('MEDIA_TYPE_UNSUPPORTED', [formMediaType]));
    });
    addRoute(scope, dependencies);
  });
}

function addRoute(scope: App, { documents, sendsWebhooks, extractor, log }: UploadDependencies): void {
  let underWay = 0;
  scope.post(
    '/v1/documents::upload',
    {
      schema: {
        operationId: 'uploadDocuments',
        tags: ['documents'],
        summary: 'Send files with articles',
        description:
          `Up to ${limits.uploadFiles} files of ${limits.fileBytes} bytes each: text (UTF-8, UTF-16, Windows-1256), web pages ` +
          '(the article in them), Word documents, and lines of JSON, each an article as in "Send an article". The answer has a line ' +
          'for each article; the last one counts them.',
        consumes: [formMediaType],
        querystring: noQuerySchema,
        headers: idempotencyHeadersSchema,
        body: formSchema,
        response: {
          200: { description: 'What became of each.', content: { [ndjson]: { schema: Type.String() } } },
          ...problemResponses,
        },
      },
      validatorCompiler: (part) => (part.httpPart === 'body' ? () => true : validateRequest(part)),
    },
    (request, reply): void => {
      if (!request.isMultipart()) throw appError('BODY_EMPTY', []);
      if (underWay >= limits.uploadsAtOnce) throw appError('UPLOADS_TOO_MANY', [limits.uploadsAtOnce]);
      underWay += 1;
      reply.raw.once('close', () => (underWay -= 1));
      // The library reads the request itself; what counts its bytes stands beside it and would hold it up when nobody reads on.
      request.bodyCounter?.resume();
      const results = submitUpload(readParts(request.parts()), {
        documents,
        sendsWebhooks,
        extractor,
        log,
        requestId: request.id,
        idempotencyKey: request.headers['idempotency-key'],
        apiKeyId: request.apiKey?.id ?? null,
      });
      void answer(reply, results);
    },
  );
}

/** The first result decides whether this is an answer with lines or a refusal. */
async function answer(reply: FastifyReply, results: AsyncGenerator<object, void>): Promise<void> {
  try {
    const first = await results.next();
    sendLines(reply, resume(first, results));
  } catch (error) {
    reply.send(error);
  }
}

async function* resume<Result>(
  first: IteratorResult<Result, void>,
  rest: AsyncIterable<Result>,
): AsyncGenerator<Result, void, undefined> {
  if (first.done !== true) yield first.value;
  yield* rest;
}
