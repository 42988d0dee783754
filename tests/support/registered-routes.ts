import { subscribe } from 'node:diagnostics_channel';
import type { App } from '../../api/app.ts';

export interface RegisteredRoute {
  readonly method: string;
  /** As it was registered, parameters by name: `/v1/documents/:id`. */
  readonly url: string;
}

const routesOf = new WeakMap<object, RegisteredRoute[]>();

// Fastify tells of each app before anything is added to it. The tree that it prints joins addresses beyond telling apart.
subscribe('fastify.initialization', (message) => {
  const { fastify: app } = message as { readonly fastify: App }; // the channel's documented message
  const routes: RegisteredRoute[] = [];
  routesOf.set(app, routes);
  app.addHook('onRoute', ({ method, url }) => {
    routes.push(...[method].flat().map((each) => ({ method: each, url })));
  });
});

/** Every route of an app that was built after this file was loaded, plugins' included. HEAD is left out beside GET. */
export function registeredRoutes(app: App): readonly RegisteredRoute[] {
  return (routesOf.get(app) ?? []).filter(({ method }) => method !== 'HEAD');
}
