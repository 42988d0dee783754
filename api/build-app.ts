import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import helmet from '@fastify/helmet';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { fastify } from 'fastify';
import { limits } from '../core/limits.ts';
import type { ApiDependencies } from './api-dependencies.ts';
import type { App } from './app.ts';
import { describeApi } from './contract/describe-api.ts';
import { serveReference } from './contract/serve-reference.ts';
import { admitRequests, type Admission } from './auth/admit-requests.ts';
import { limitBacklog } from './documents/limit-backlog.ts';
import { paceIntake } from './documents/pace-intake.ts';
import { answerClientError } from './http/answer-client-error.ts';
import { makeErrorHandler, routeUnknown } from './http/handle-errors.ts';
import { logRequests } from './http/log-requests.ts';
import { parseJsonBody } from './http/parse-json-body.ts';
import { refuseForeignHosts } from './http/refuse-foreign-hosts.ts';
import { validateRequest } from './http/validate-request.ts';
import { addActOnDocument } from './routes/act-on-document.ts';
import { addCreateDocument } from './routes/create-document.ts';
import { addCreateDocuments } from './routes/create-documents.ts';
import { addDeleteDocument } from './routes/delete-document.ts';
import { addDeleteDocuments } from './routes/delete-documents.ts';
import { addEditSegment } from './routes/edit-segment.ts';
import { addEstimate } from './routes/estimate.ts';
import { addExportDocument } from './routes/export-document.ts';
import { addExportDocuments } from './routes/export-documents.ts';
import { addFollowDocuments } from './routes/follow-documents.ts';
import { addGetDocument } from './routes/get-document.ts';
import { addGlossary } from './routes/glossary.ts';
import { addGlossaryFiles } from './routes/glossary-files.ts';
import { addHealthLive } from './routes/health-live.ts';
import { addHealthReady } from './routes/health-ready.ts';
import { addImportDocument } from './routes/import-document.ts';
import { addListDeliveries } from './routes/list-deliveries.ts';
import { addListDocuments } from './routes/list-documents.ts';
import { addLibreTranslate } from './routes/libretranslate.ts';
import { addListRevisions } from './routes/list-revisions.ts';
import { addListSegments } from './routes/list-segments.ts';
import { addMetrics } from './routes/metrics.ts';
import { addQueue } from './routes/queue.ts';
import { addSearch } from './routes/search.ts';
import { addSendSample } from './routes/send-sample.ts';
import { addSession } from './routes/session.ts';
import { addUploadDocuments } from './routes/upload-documents.ts';
import { addTranslate } from './routes/translate.ts';
import { addCompareModels } from './routes/compare-models.ts';
import { addModels } from './routes/models.ts';
import { addOpenapi } from './routes/openapi.ts';
import { serveBoard } from './pages/serve-board.ts';
import { serveWeb } from './pages/serve-web.ts';

/** For a whole request to arrive: 32 MiB over a slow line. */
const requestTimeoutMs = 120_000;
/** Without a byte in either direction: a client that has gone without saying so, or stopped reading its download. */
const idleConnectionMs = 120_000;

/** In addresses a collection can be three times as long as it is: the router does not decode the characters that separate. */
const mostParameterChars = 3 * limits.labelChars;

/**
 * The HTTP API as an app that does not listen yet: give it to start-server.ts, or `inject` requests.
 *
 * Every answer, whatever happens, is one its route's schema describes or a problem document (RFC 9457) with a code of
 * the catalogue. Nothing is logged but through `log`, and never what a request holds. Closing the app closes none of
 * the dependencies.
 */
export async function buildApp(dependencies: ApiDependencies): Promise<App> {
  const { log, webDirectory, boardQueues } = dependencies;
  const answerError = makeErrorHandler(log);
  const app: App = fastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: requestTimeoutMs,
    routerOptions: { maxParamLength: mostParameterChars },
    connectionTimeout: idleConnectionMs,
    // Requests that arrive while it closes are in work like the others; their connections end after the answer.
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setValidatorCompiler(validateRequest);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request) => {
    throw routeUnknown(request);
  });
  acceptJsonOnly(app);
  await addHeaders(app);
  logRequests(app, log);
  refuseForeignHosts(app, dependencies.access);
  const admission = await admitRequests(app, dependencies);
  await describeApi(app, dependencies.version);
  addRoutes(app, { ...dependencies, documents: limitedDocuments(dependencies) }, admission);
  await serveReference(app);
  await serveBoard(app, { queues: boardQueues, log });
  if (webDirectory !== undefined) await serveWeb(app, { directory: webDirectory, log });
  await app.ready();
  return app;
}

function acceptJsonOnly(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes: Buffer, done) => {
    try {
      done(null, parseJsonBody(bytes));
    } catch (error) {
      done(error as Error); // parseJsonBody throws AppErrors only
    }
  });
}

/** Answers are data: nothing may guess their type, frame them, run them or keep them. */
async function addHeaders(app: App): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // The server speaks plain HTTP; whoever puts TLS in front decides about this.
    strictTransportSecurity: false,
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).header('cache-control', 'no-store');
    done();
  });
}

function limitedDocuments(dependencies: ApiDependencies): ApiDependencies['documents'] {
  const { backlog, maxWaitingParagraphs: mostParagraphs, intakePace: pace } = dependencies;
  const nowMs = (): number => performance.now();
  const documents =
    pace === undefined
      ? dependencies.documents
      : paceIntake(dependencies.documents, { ...pace, nowMs, pause: (durationMs) => setTimeout(durationMs) });
  return mostParagraphs === undefined
    ? documents
    : limitBacklog(documents, { backlog, mostParagraphs, nowMs });
}

function addRoutes(app: App, dependencies: ApiDependencies, admission: Admission): void {
  addCreateDocument(app, dependencies);
  addCreateDocuments(app, dependencies);
  addUploadDocuments(app, dependencies);
  addListDocuments(app, dependencies);
  addGetDocument(app, dependencies);
  addListSegments(app, dependencies);
  addEditSegment(app, dependencies);
  addListRevisions(app, dependencies);
  addListDeliveries(app, dependencies);
  addFollowDocuments(app, dependencies);
  addExportDocument(app, dependencies);
  addExportDocuments(app, dependencies);
  addImportDocument(app, dependencies);
  addActOnDocument(app, dependencies);
  addDeleteDocument(app, dependencies);
  addDeleteDocuments(app, dependencies);
  addSendSample(app, dependencies);
  addQueue(app, dependencies);
  addGlossary(app, dependencies);
  addGlossaryFiles(app, dependencies);
  addEstimate(app, dependencies);
  addModels(app, dependencies);
  addCompareModels(app, dependencies);
  addSession(app, dependencies, admission);
  addSearch(app, dependencies);
  addTranslate(app, dependencies);
  addLibreTranslate(app, dependencies);
  addHealthLive(app);
  addHealthReady(app, dependencies);
  addMetrics(app, dependencies);
  addOpenapi(app);
}
