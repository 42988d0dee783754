import type { FastifyReply, FastifyRequest } from 'fastify';
import { appError, AppError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import { problemMediaType, problemOf } from './problem.ts';

/** Seconds a client should wait before it asks a part that was away again. */
const retryAfterSeconds = 5;

/** Fastify's own refusals by their code, in our words. What is not listed is a fault of ours. */
const frameworkErrors: Readonly<Record<string, (request: FastifyRequest) => AppError>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => appError('MEDIA_TYPE_UNSUPPORTED', ['application/json']),
  FST_ERR_CTP_BODY_TOO_LARGE: ({ routeOptions }) => {
    const most = routeOptions.bodyLimit;
    return appError('BODY_TOO_LARGE', [most], { details: { most } });
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    appError('REQUEST_INVALID', ['the body is not as long as Content-Length says']),
  FST_ERR_BAD_URL: () => appError('REQUEST_INVALID', ['the address is not valid percent-encoded UTF-8']),
  FST_ERR_MAX_PARAM_LENGTH: (request) => routeUnknown(request),
};

/** How a refusal is written; protocols that are not ours have their own. */
export interface RefusalForm {
  readonly mediaType: string;
  readonly bodyOf: (refusal: AppError, requestId: string) => unknown;
}

const problemForm: RefusalForm = { mediaType: problemMediaType, bodyOf: problemOf };

/** Answers any error, as a problem document unless told otherwise; the log has what must not leave the house. */
export function makeErrorHandler(log: Logger, form = problemForm) {
  return async function answerError(
    error: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const refusal = refusalFor(error, request);
    logRefusal(log, refusal, error, request);
    addHintHeaders(refusal, reply);
    withdrawFileHeaders(reply);
    return reply.code(refusal.status).type(form.mediaType).send(form.bodyOf(refusal, request.id));
  };
}

/** What a download that failed before its first byte said already of its file. */
function withdrawFileHeaders(reply: FastifyReply): void {
  for (const name of ['content-disposition', 'etag', 'last-modified']) {
    reply.removeHeader(name);
    reply.raw.removeHeader(name);
  }
  reply.header('cache-control', 'no-store');
}

/** When to come back (RFC 9110, section 10.2.3), and how to say who one is (section 11.6.1). */
function addHintHeaders({ status, details }: AppError, reply: FastifyReply): void {
  const seconds = details['retryAfterSeconds'];
  if (typeof seconds === 'number') reply.header('retry-after', seconds);
  else if (status === 503) reply.header('retry-after', retryAfterSeconds);
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="muwazi"');
}

/** The error that says there is no such route; the path without its query, shortened. */
export function routeUnknown(request: FastifyRequest): AppError {
  const [path = ''] = request.url.split('?');
  return appError('ROUTE_UNKNOWN', [request.method, path.length <= 200 ? path : `${path.slice(0, 200)}…`]);
}

function refusalFor(error: unknown, request: FastifyRequest): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return frameworkErrors[code]?.(request) ?? appError('INTERNAL', [], { cause: error });
}

function logRefusal(log: Logger, refusal: AppError, error: unknown, request: FastifyRequest): void {
  if (refusal.status < 500) return;
  const fields = {
    requestId: request.id,
    method: request.method,
    route: request.routeOptions.url ?? null,
    err: error,
  };
  if (refusal.code === 'INTERNAL') log.error(fields, 'request failed');
  // Machines ask every few seconds whether we are ready; the answer is theirs, not an event.
  else if (refusal.code !== 'NOT_READY') log.warn({ ...fields, code: refusal.code }, 'request not served');
}
