import { startServer, type RunningServer, type ServerOptions } from './running-server.ts';
import { until } from './until.ts';

/**
 * A server that answers from its database. One that only listens may tell its first visitor that the database is not there yet;
 * the page asks again by itself, but the browser has complained.
 */
export async function startAnsweringServer(options: ServerOptions = {}): Promise<RunningServer> {
  const server = await startServer(options);
  await until(
    () => server.request('/v1/documents'),
    ({ status }) => status < 500,
    { withinMs: 60_000, label: 'the server answers from its database' },
  );
  return server;
}
