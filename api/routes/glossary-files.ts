import type { Readable } from 'node:stream';
import { create } from 'content-disposition';
import { Type } from 'typebox';
import { limits } from '../../core/limits.ts';
import { glossaryExportNamed, glossaryExports } from '../../exports/glossary/glossary-exports.ts';
import {
  glossaryImportNamed,
  glossaryImports,
  parseGlossary,
} from '../../imports/glossary/parse-glossary.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { acceptCollection } from '../documents/accept-metadata.ts';
import { safeFileName } from '../exports/safe-file-name.ts';
import { acceptTerms } from '../glossaries/accept-terms.ts';
import {
  basedOnSchema,
  changeResourceOf,
  collectionPathSchema,
  findGlossary,
  glossaryChangeSchema,
} from '../glossaries/glossary-resource.ts';
import { problemResponses } from '../http/problem.ts';
import { readBody } from '../http/read-body.ts';
import { fileMediaTypes, takeFiles } from '../http/take-files.ts';

const exportQuerySchema = Type.Object(
  { format: Type.String({ description: `One of: ${glossaryExports.map(({ name }) => name).join(', ')}.` }) },
  { additionalProperties: false },
);

const importQuerySchema = Type.Object(
  {
    format: Type.String({ description: `One of: ${glossaryImports.map(({ name }) => name).join(', ')}.` }),
    mode: Type.Optional(
      Type.Enum(['merge', 'replace'], {
        description:
          'Whether the terms are added to those that are there (`merge`, unless told), or are all.',
      }),
    ),
    basedOn: basedOnSchema,
  },
  { additionalProperties: false },
);

const mediaTypes = fileMediaTypes(glossaryImports);

/** By media type without its parameters, as OpenAPI lists them. */
const files = Object.fromEntries(
  glossaryExports.map(({ mediaType }) => [mediaType.replace(/;.*/, ''), { schema: Type.String() }]),
);

type GlossaryDependencies = Pick<ApiDependencies, 'glossaries' | 'log'>;

/** Glossaries as files: `GET …/glossary/export` and `POST …/glossary/import`. */
export function addGlossaryFiles(app: App, dependencies: GlossaryDependencies): void {
  addExport(app, dependencies);
  // Its own scope: everywhere else a body is JSON.
  void app.register((scope: App, _options, done) => {
    takeFiles(scope, mediaTypes);
    addImport(scope, dependencies);
    done();
  });
}

function addExport(app: App, { glossaries }: GlossaryDependencies): void {
  app.get(
    '/v1/collections/:collection/glossary/export',
    {
      schema: {
        operationId: 'exportGlossary',
        tags: ['glossaries'],
        summary: 'Download the terms of a collection as a file',
        params: collectionPathSchema,
        querystring: exportQuerySchema,
        response: { 200: { description: 'The file.', content: files }, ...problemResponses },
      },
    },
    async (request, reply) => {
      const format = glossaryExportNamed(request.query.format);
      const glossary = await findGlossary(glossaries, acceptCollection(request.params.collection));
      const { mediaType, extension } = format;
      const plain = `muwazi-glossary.${extension}`;
      const name = safeFileName(glossary.collection);
      const disposition = create(name === '' ? plain : `${name} glossary.${extension}`, { fallback: plain });
      return reply.type(mediaType).header('content-disposition', disposition).send(format.write(glossary));
    },
  );
}

/** The file is read to its end before anything is stored, and then all of it in one transaction. */
function addImport(scope: App, { glossaries, log }: GlossaryDependencies): void {
  scope.post(
    '/v1/collections/:collection/glossary/import',
    {
      schema: {
        operationId: 'importGlossary',
        tags: ['glossaries'],
        summary: 'Add the terms in a file, or replace all by them',
        consumes: mediaTypes,
        params: collectionPathSchema,
        querystring: importQuerySchema,
        response: { 200: glossaryChangeSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { format: name, mode = 'merge', basedOn = null } = request.query;
      const format = glossaryImportNamed(name);
      const collection = acceptCollection(request.params.collection);
      const body = request.body as Readable; // as takeFiles() hands it on
      const { rows, passedOver } = await parseGlossary(format, readBody(body), limits);
      const terms = acceptTerms(
        rows.map(({ line, ...row }) => ({ ...row, place: line })),
        'line',
      );
      const { glossaryTerms: mostTerms } = limits;
      const change = await glossaries.write({ collection, terms, mode, basedOn, mostTerms });
      log.info({ requestId: request.id, format: name, mode, passedOver, ...change }, 'glossary imported');
      return changeResourceOf(collection, change, passedOver);
    },
  );
}
