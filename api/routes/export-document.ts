import { Type } from 'typebox';
import { appError } from '../../core/app-error.ts';
import type { Document } from '../../core/document.ts';
import { oneDocument } from '../../exports/one-document.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { findDocument } from '../documents/find-document.ts';
import { exportContentDisposition } from '../exports/export-file-name.ts';
import { exportFormatFor, exportQuery, exportResponses } from '../exports/export-query.ts';
import { entityTagOf, lastModifiedOf } from '../exports/file-validators.ts';
import { sendExport } from '../exports/send-export.ts';
import { problemResponses } from '../http/problem.ts';
import { documentPathSchema } from './document-path.ts';

const querySchema = Type.Object(
  {
    ...exportQuery,
    partial: Type.Optional(Type.Boolean({ description: 'Also what is there of an unfinished article.' })),
  },
  { additionalProperties: false },
);

type ExportDependencies = Pick<ApiDependencies, 'documents' | 'log' | 'version' | 'now'>;

/** `GET` and `HEAD /v1/documents/{id}/export`: the rows as a file. */
export function addExportDocument(app: App, dependencies: ExportDependencies): void {
  const { documents, log, version, now = () => new Date() } = dependencies;
  app.get(
    '/v1/documents/:id/export',
    {
      schema: {
        operationId: 'exportDocument',
        tags: ['documents'],
        summary: 'Download an article as a file',
        params: documentPathSchema,
        querystring: querySchema,
        response: { ...exportResponses, ...problemResponses },
      },
    },
    async (request, reply) => {
      const format = exportFormatFor(request.query);
      const document = await findDocument(documents, request.params.id);
      if (request.query.partial !== true) refuseUnfinished(document);
      const { id, title, status, paragraphs, finishedAt, revisedAt } = document;
      const changedAt = changeOf(document);
      const state = {
        asked: { version, format: format.name, bom: request.query.bom === true },
        stored: [id, status, paragraphs, finishedAt, revisedAt],
        changedAt,
      };
      return sendExport(
        request,
        reply,
        {
          format,
          header: {
            title,
            sourceLanguage: 'ar',
            targetLanguage: 'en',
            toolVersion: version,
            writtenAt: changedAt ?? now(),
          },
          documents: (signal) => oneDocument(document, documents.streamRows(id, { signal })),
          disposition: exportContentDisposition(document, format.extension),
          etag: entityTagOf(state),
          lastModified: lastModifiedOf(state, now()),
        },
        log,
      );
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

/** When the rows last changed; null while they still do. */
function changeOf({ finishedAt, revisedAt }: Document): Date | null {
  if (finishedAt === null || revisedAt === null) return finishedAt;
  return revisedAt > finishedAt ? revisedAt : finishedAt;
}
