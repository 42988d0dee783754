import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { appError } from '../../core/app-error.ts';
import type { Document } from '../../core/document.ts';
import { limits } from '../../core/limits.ts';
import { tooLarge } from '../../imports/decode-text.ts';
import { importFormatNamed, importFormats } from '../../imports/import-formats.ts';
import { parseImport } from '../../imports/parse-import.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { findDocument } from '../documents/find-document.ts';
import { importReportOf, importReportSchema } from '../documents/import-report.ts';
import { fileMediaTypes, takeFiles } from '../http/take-files.ts';
import { readBody } from '../http/read-body.ts';
import { problemResponses } from '../http/problem.ts';
import { documentPathSchema } from './document-path.ts';

const querySchema = Type.Object(
  {
    format: Type.String({ description: `One of: ${importFormats.map(({ name }) => name).join(', ')}.` }),
    author: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: limits.labelChars,
        description: 'Who edited; kept with the revisions.',
      }),
    ),
  },
  { additionalProperties: false },
);

/** What a file may be called; the format comes from the query. */
const mediaTypes = fileMediaTypes(importFormats);

type ImportDependencies = Pick<ApiDependencies, 'documents' | 'revisions' | 'log'>;

/**
 * `POST /v1/documents/{id}/import`: an edited file comes back, and what people changed is stored as revisions.
 *
 * The file is read while it arrives; nothing is applied before all of it has been read, and then everything that can be
 * is applied in one transaction. The same file twice changes nothing the second time.
 */
export function addImportDocument(app: App, dependencies: ImportDependencies): void {
  // Its own scope: everywhere else a body is JSON.
  void app.register((scope: App, _options, done) => {
    takeFiles(scope, mediaTypes);
    addRoute(scope, dependencies);
    done();
  });
}

function addRoute(scope: App, { documents, revisions, log }: ImportDependencies): void {
  scope.post(
    '/v1/documents/:id/import',
    {
      schema: {
        operationId: 'importDocument',
        tags: ['documents'],
        summary: 'Send an edited file back',
        consumes: mediaTypes,
        params: documentPathSchema,
        querystring: querySchema,
        response: { 200: importReportSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { format: name, author = null } = request.query;
      const format = importFormatNamed(name);
      const document = await findDocument(documents, request.params.id);
      refuseUnfinished(document);
      refuseAnnouncedSize(request);
      const expected = { documentId: document.id, sourceLanguage: 'ar', targetLanguage: 'en' };
      const edits = await parseImport(
        format,
        readBody(request.body as Readable /* as takeFiles() hands it on */),
        { expected, limits },
      );
      const report = importReportOf(await revisions.apply(document.id, edits, { author }));
      const { applied, unchanged, unknown, conflict } = report;
      log.info(
        {
          requestId: request.id,
          documentId: document.id,
          format: format.name,
          applied: applied.count,
          unchanged: unchanged.count,
          unknown: unknown.count,
          conflict: conflict.count,
        },
        'file imported',
      );
      return report;
    },
  );
}

/** Before the file is read; the store looks again when it applies it. */
function refuseUnfinished({ id: documentId, finishedAt, paragraphs: { done, total } }: Document): void {
  if (finishedAt !== null) return;
  throw appError('IMPORT_DOCUMENT_RUNNING', [done, total], { details: { documentId, done, total } });
}

/** A client that says how much it sends is told at once. */
function refuseAnnouncedSize({ headers }: FastifyRequest): void {
  if (Number(headers['content-length'] ?? 0) > limits.importBytes) throw tooLarge(limits.importBytes);
}
