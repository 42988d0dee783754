import type { App } from '../../api/app.ts';

export interface RegisteredRoute {
  readonly method: string;
  /** As it was registered, parameters by name: `/v1/documents/:id`. */
  readonly url: string;
}

/** Every route of the app, plugins' included, read from the tree that Fastify prints. HEAD is left out beside GET. */
export function registeredRoutes(app: App): readonly RegisteredRoute[] {
  const parents: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent, part, methods] = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/u.exec(line) ?? [];
      if (indent === undefined || part === undefined) return [];
      const depth = indent.length / 4;
      const url = (parents[depth - 1] ?? '') + part;
      parents.splice(depth, Infinity, url);
      return (
        (methods ?? '')
          .split(', ')
          .filter((method) => method !== '' && method !== 'HEAD')
          // A colon within a part is one that was written twice, to be no parameter.
          .map((method) => ({ method, url: url.replaceAll(/(?<!\/):/g, '::') }))
      );
    });
}
