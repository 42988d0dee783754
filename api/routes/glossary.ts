import { Type } from 'typebox';
import { limits } from '../../core/limits.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { acceptCollection } from '../documents/accept-metadata.ts';
import { acceptTerms } from '../glossaries/accept-terms.ts';
import {
  basedOnSchema,
  changeResourceOf,
  collectionPathSchema,
  findGlossary,
  glossariesSchema,
  glossaryChangeSchema,
  glossaryResourceOf,
  glossarySchema,
  glossaryUnknown,
} from '../glossaries/glossary-resource.ts';
import { problemResponses } from '../http/problem.ts';
import { noQuerySchema } from './document-path.ts';

const bodySchema = Type.Object(
  {
    terms: Type.Array(
      Type.Object(
        {
          source: Type.String(),
          target: Type.String(),
          note: Type.Optional(Type.Union([Type.String(), Type.Null()])),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, description: `At most ${limits.glossaryTerms}.` },
    ),
    basedOn: basedOnSchema,
  },
  { additionalProperties: false },
);

const path = '/v1/collections/:collection/glossary';

type GlossaryDependencies = Pick<ApiDependencies, 'glossaries' | 'log'>;

/**
 * `GET /v1/glossaries`; `GET`, `PUT` and `DELETE /v1/collections/{collection}/glossary`. A collection is a label: it can have a glossary before
 * it has an article. What is written counts for every paragraph whose translation begins afterwards.
 */
export function addGlossary(app: App, dependencies: GlossaryDependencies): void {
  addList(app, dependencies);
  addGet(app, dependencies);
  addPut(app, dependencies);
  addDelete(app, dependencies);
}

function addList(app: App, { glossaries }: GlossaryDependencies): void {
  app.get(
    '/v1/glossaries',
    {
      schema: {
        operationId: 'listGlossaries',
        tags: ['glossaries'],
        summary: 'The glossaries there are',
        querystring: noQuerySchema,
        response: { 200: glossariesSchema, ...problemResponses },
      },
    },
    async () => {
      const items = await glossaries.list();
      return { items: items.map((item) => ({ ...item, changedAt: item.changedAt.toISOString() })) };
    },
  );
}

function addGet(app: App, { glossaries }: GlossaryDependencies): void {
  app.get(
    path,
    {
      schema: {
        operationId: 'getGlossary',
        tags: ['glossaries'],
        summary: 'The terms of a collection',
        params: collectionPathSchema,
        querystring: noQuerySchema,
        response: { 200: glossarySchema, ...problemResponses },
      },
    },
    async (request) =>
      glossaryResourceOf(await findGlossary(glossaries, acceptCollection(request.params.collection))),
  );
}

function addPut(app: App, { glossaries, log }: GlossaryDependencies): void {
  app.put(
    path,
    {
      schema: {
        operationId: 'putGlossary',
        tags: ['glossaries'],
        summary: 'Make these the terms of a collection',
        params: collectionPathSchema,
        querystring: noQuerySchema,
        body: bodySchema,
        response: { 200: glossaryChangeSchema, ...problemResponses },
      },
    },
    async (request) => {
      const collection = acceptCollection(request.params.collection);
      const given = request.body.terms.map((term, index) => ({ ...term, place: index + 1 }));
      const change = await glossaries.write({
        collection,
        terms: acceptTerms(given, 'term'),
        mode: 'replace',
        basedOn: request.body.basedOn ?? null,
        mostTerms: limits.glossaryTerms,
      });
      log.info({ requestId: request.id, ...change }, 'glossary written');
      return changeResourceOf(collection, change);
    },
  );
}

function addDelete(app: App, { glossaries, log }: GlossaryDependencies): void {
  app.delete(
    path,
    {
      schema: {
        operationId: 'deleteGlossary',
        tags: ['glossaries'],
        summary: 'Delete the terms of a collection',
        params: collectionPathSchema,
        querystring: noQuerySchema,
        response: { 204: Type.Null({ description: 'It is gone.' }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const collection = acceptCollection(request.params.collection);
      if (!(await glossaries.delete(collection))) throw glossaryUnknown(collection);
      log.info({ requestId: request.id }, 'glossary deleted');
      return reply.code(204).send(null);
    },
  );
}
