import { Type } from 'typebox';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { workerStaleAfterMs } from '../health/check-parts.ts';
import { problemResponses } from '../http/problem.ts';
import { keepPulls, type PullKeeper } from '../shelf/keep-pulls.ts';
import { pullSchema } from '../shelf/pull-resource.ts';
import {
  factsOf,
  modelCardSchema,
  modelResourceOf,
  modelSchema,
  verificationSchema,
} from '../shelf/model-resource.ts';
import { noQuerySchema } from './document-path.ts';
import { addPullModel } from './pull-model.ts';

const params = Type.Object({ id: Type.String() });
const identitySchema = Type.Object({ id: Type.String(), revision: Type.String() });
const removalSchema = Type.Object({
  wasChosen: Type.Boolean({ description: 'Whether it was what `auto` stood for.' }),
});

const shelfSchema = Type.Object({
  items: Type.Array(modelSchema, {
    description: 'Those that are here, best first, then those worth fetching.',
  }),
  pulls: Type.Array(pullSchema, {
    description: 'Those under way, and those that ended since the server started.',
  }),
  fixed: Type.Boolean({
    description: 'Whether MUWAZI_MODEL names a model: that stands before any choice. False for `auto`.',
  }),
});

type ModelDependencies = Pick<ApiDependencies, 'models' | 'modelIsFixed' | 'workers' | 'log' | 'heartbeatMs'>;

/** `/v1/models`: which models are here or can be fetched, which one is taken, what its makers say; and choosing one. */
export function addModels(app: App, { heartbeatMs, ...dependencies }: ModelDependencies): void {
  const pulls = keepPulls(dependencies.models, dependencies.log);
  app.addHook('preClose', () => pulls.close());
  lookAtModels(app, { ...dependencies, pulls });
  changeModels(app, dependencies);
  addPullModel(app, { pulls, ...(heartbeatMs === undefined ? {} : { heartbeatMs }) });
}

const shared = { tags: ['models'], querystring: noQuerySchema };

function lookAtModels(
  app: App,
  { models, modelIsFixed, workers, pulls }: ModelDependencies & { readonly pulls: PullKeeper },
): void {
  app.get(
    '/v1/models',
    {
      schema: {
        ...shared,
        operationId: 'listModels',
        summary: 'Models that are here, and those worth fetching',
        response: { 200: shelfSchema, ...problemResponses },
      },
    },
    async () => {
      const [shelf, present] = await Promise.all([
        models.list(),
        workers.list({ staleAfterMs: workerStaleAfterMs }),
      ]);
      const items = shelf.map((model) => modelResourceOf(model, present));
      return { items, pulls: [...pulls.list()], fixed: modelIsFixed };
    },
  );
  app.get(
    '/v1/models/:id/card',
    {
      schema: {
        ...shared,
        operationId: 'getModelCard',
        summary: 'What the makers of a model say',
        params,
        response: { 200: modelCardSchema, ...problemResponses },
      },
    },
    async (request) => {
      const found = await models.card(request.params.id);
      const { identity, bytes, card } = found;
      return { ...factsOf(found), revision: identity.revision, bytes, card };
    },
  );
}

function changeModels(app: App, { models, log }: Pick<ApiDependencies, 'models' | 'log'>): void {
  app.post(
    '/v1/models/:id/use',
    {
      schema: {
        ...shared,
        operationId: 'useModel',
        summary: 'Choose the model of workers that start from now on',
        description: '`auto` as the id takes the choice back: then the best model that is here is taken.',
        params,
        response: { 200: identitySchema, ...problemResponses },
      },
    },
    async (request) => {
      const { id, revision } = await models.use(request.params.id);
      log.info({ requestId: request.id, model: id, revision }, 'model chosen');
      return { id, revision };
    },
  );
  app.post(
    '/v1/models/:id/verify',
    {
      schema: {
        ...shared,
        operationId: 'verifyModel',
        summary: 'Read every byte of a model and compare',
        params,
        response: { 200: verificationSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { id, files, faults } = await models.verify(request.params.id);
      return { id, files, faults: faults.map(({ file, fault }) => ({ file, fault })) };
    },
  );
  app.delete(
    '/v1/models/:id',
    {
      schema: {
        ...shared,
        operationId: 'removeModel',
        summary: 'Remove a model that nobody uses',
        params,
        response: { 200: removalSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { wasChosen } = await models.remove(request.params.id);
      log.info({ requestId: request.id, model: request.params.id }, 'model removed');
      return { wasChosen };
    },
  );
}
