import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Type, type TSchema } from 'typebox';
import { appError } from '../../core/app-error.ts';
import type { Document } from '../../core/document.ts';
import type { Logger } from '../../core/logger.ts';
import type { ExportFormat, ExportHeader } from '../../exports/export-format.ts';
import { exportFormatNamed, exportFormats } from '../../exports/export-formats.ts';
import { oneDocument } from '../../exports/one-document.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { exportContentDisposition } from '../documents/export-file-name.ts';
import { findDocument } from '../documents/find-document.ts';
import { gatherChunks } from '../http/gather-chunks.ts';
import { problemResponses } from '../http/problem.ts';
import { signalOfLeaving } from '../http/signal-of-leaving.ts';
import { documentPathSchema } from './document-path.ts';

const querySchema = Type.Object(
  {
    format: Type.String({ description: `One of: ${exportFormats.map(({ name }) => name).join(', ')}.` }),
    partial: Type.Optional(Type.Boolean({ description: 'Also what is there of an unfinished article.' })),
  },
  { additionalProperties: false },
);

/** By media type without its charset, as OpenAPI lists them. */
const files: Readonly<Record<string, { readonly schema: TSchema }>> = Object.fromEntries(
  exportFormats.map(({ mediaType }) => [mediaType.replace(/;.*/, ''), { schema: Type.String() }]),
);

type ExportDependencies = Pick<ApiDependencies, 'documents' | 'log' | 'version' | 'now'>;

/**
 * `GET /v1/documents/{id}/export`: the rows as a file, read from the store as fast as the client takes them.
 *
 * A failure before the first bytes are out is answered as a problem; after that the connection is cut, so that half a
 * file never ends like a whole one. When the client goes away, reading stops at once.
 */
export function addExportDocument(app: App, dependencies: ExportDependencies): void {
  const { documents, log, version, now = () => new Date() } = dependencies;
  app.get(
    '/v1/documents/:id/export',
    {
      // A HEAD request would read the whole document to say nothing.
      exposeHeadRoute: false,
      schema: {
        operationId: 'exportDocument',
        tags: ['documents'],
        summary: 'Download an article as a file',
        params: documentPathSchema,
        querystring: querySchema,
        response: { 200: { description: 'The file.', content: files }, ...problemResponses },
      },
    },
    async (request, reply) => {
      const format = exportFormatNamed(request.query.format);
      const document = await findDocument(documents, request.params.id);
      if (request.query.partial !== true) refuseUnfinished(document);
      const header: ExportHeader = {
        title: document.title,
        sourceLanguage: 'ar',
        targetLanguage: 'en',
        toolVersion: version,
        writtenAt: now(),
      };
      const rows = documents.streamRows(document.id, { signal: signalOfLeaving(reply) });
      const file = Readable.from(gatherChunks(format.write(header, oneDocument(document, rows))), {
        objectMode: false,
      });
      logFailure(file, reply, format, log);
      return reply
        .type(format.mediaType)
        .header('content-disposition', exportContentDisposition(document, format.extension))
        .send(file);
    },
  );
}

function refuseUnfinished({ id, status, paragraphs }: Document): void {
  if (status === 'done') return;
  const details = { documentId: id, paragraphs };
  if (status === 'cancelled')
    throw appError('DOCUMENT_CANCELLED', [paragraphs.cancelled, paragraphs.total], { details });
  if (status === 'failed')
    throw appError('DOCUMENT_INCOMPLETE', [paragraphs.failed, paragraphs.total], { details });
  throw appError('DOCUMENT_NOT_DONE', [paragraphs.done, paragraphs.total], { details });
}

/** What fails before the headers are out is logged where it is answered. */
function logFailure(file: Readable, reply: FastifyReply, format: ExportFormat, log: Logger): void {
  file.once('error', (err) => {
    if (!reply.raw.headersSent || reply.raw.closed) return;
    log.warn({ requestId: reply.request.id, format: format.name, err }, 'export cut off');
  });
}
