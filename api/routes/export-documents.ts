import { Type, type Static } from 'typebox';
import { validate as isUuid } from 'uuid';
import { appError } from '../../core/app-error.ts';
import { documentStatuses } from '../../core/document.ts';
import { segmentFlags } from '../../core/segment.ts';
import type { ExportSelection } from '../../store/export-store.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { exportFormatFor, exportQuery, exportResponses } from '../exports/export-query.ts';
import { entityTagOf } from '../exports/file-validators.ts';
import { readPeriod } from '../exports/read-moment.ts';
import { selectionContentDisposition } from '../exports/selection-file-name.ts';
import { sendExport } from '../exports/send-export.ts';
import { problemResponses } from '../http/problem.ts';

/** As many as fit into an address. */
const mostIds = 200;

const querySchema = Type.Object(
  {
    ...exportQuery,
    collection: Type.Optional(Type.String({ description: 'Articles with this label.' })),
    ids: Type.Optional(
      Type.String({ description: `Only these articles: up to ${mostIds} ids, with commas in between.` }),
    ),
    from: Type.Optional(
      Type.String({ description: 'Articles that came in on this day (UTC), at this moment, or later.' }),
    ),
    to: Type.Optional(
      Type.String({
        description: 'Articles that came in up to the end of this day (UTC), or before this moment.',
      }),
    ),
    status: Type.Optional(
      Type.Enum([...documentStatuses], { description: 'Articles in this state; done unless told.' }),
    ),
    minConfidence: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'Leaves out sentences of which the model was less sure. Those no model wrote stay.',
      }),
    ),
    flag: Type.Optional(Type.Enum([...segmentFlags], { description: 'Only sentences with this warning.' })),
  },
  { additionalProperties: false },
);

type ExportDependencies = Pick<ApiDependencies, 'exports' | 'log' | 'version' | 'now'>;

/** `GET` and `HEAD /v1/exports`: many articles as one file, in the order they came in. */
export function addExportDocuments(app: App, dependencies: ExportDependencies): void {
  const { exports, log, version, now = () => new Date() } = dependencies;
  app.get(
    '/v1/exports',
    {
      schema: {
        operationId: 'exportDocuments',
        tags: ['documents'],
        summary: 'Download many articles as one file',
        querystring: querySchema,
        response: { ...exportResponses, ...problemResponses },
      },
    },
    async (request, reply) => {
      const format = exportFormatFor(request.query);
      const selection = selectionOf(request.query);
      const { fingerprint, asOf, changedAt } = await exports.inspect(selection);
      const asked = { version, format: format.name, bom: request.query.bom === true, selection };
      return sendExport(
        request,
        reply,
        {
          format,
          header: {
            title: selection.collection ?? null,
            sourceLanguage: 'ar',
            targetLanguage: 'en',
            toolVersion: version,
            writtenAt: changedAt ?? asOf,
          },
          documents: (signal) => exports.stream(selection, { asOf, signal }),
          disposition: selectionContentDisposition(selection, format.extension, changedAt ?? now()),
          etag: entityTagOf({ asked, stored: fingerprint, changedAt }),
          // A document that is deleted leaves no date behind: only the tag can tell.
          lastModified: null,
        },
        log,
      );
    },
  );
}

function selectionOf(query: Static<typeof querySchema>): ExportSelection {
  const { status = 'done', collection, ids, from, to, minConfidence, flag } = query;
  return {
    status,
    ...(collection === undefined ? {} : { collection }),
    ...(ids === undefined ? {} : { ids: idsIn(ids) }),
    ...readPeriod(from, to, 'to'),
    ...(minConfidence === undefined ? {} : { minConfidence }),
    ...(flag === undefined ? {} : { flag }),
  };
}

/** An id of no article selects nothing; what cannot be an id is a mistake. */
function idsIn(text: string): readonly string[] {
  const ids = text.split(',');
  if (ids.length > mostIds || !ids.every((id) => isUuid(id)))
    throw appError('REQUEST_INVALID', [`"ids" must be 1 to ${mostIds} ids with commas in between`]);
  return ids;
}
