import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface HubServer {
  readonly url: string;
  /** Paths asked for, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/**
 * A local HTTP server with the hub's URL layout: `/{owner}/{name}/resolve/main/{file}` serves `file` of the directory
 * that `models` names for `owner/name`; everything else is 404, as on the hub. `cutAfterBytes` breaks the connection
 * in the middle of every longer file.
 */
export async function startHubServer(
  models: Readonly<Record<string, string>>,
  options: { readonly cutAfterBytes?: number } = {},
): Promise<HubServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://hub').pathname);
    requests.push(path);
    const [, owner, name, , , ...file] = path.split('/');
    const directory = models[`${owner}/${name}`];
    const local = directory === undefined ? undefined : join(directory, ...file);
    void sizeOf(local).then((size) => {
      if (local === undefined || size === undefined) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'content-length': size });
      if (request.method === 'HEAD') response.end();
      else if (options.cutAfterBytes === undefined || size <= options.cutAfterBytes)
        createReadStream(local).pipe(response);
      else
        createReadStream(local, { end: options.cutAfterBytes })
          .on('end', () => response.destroy())
          .pipe(response, { end: false });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, // an address of TCP, not of a pipe
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function sizeOf(path: string | undefined): Promise<number | undefined> {
  if (path === undefined) return undefined;
  return stat(path).then(
    (entry) => (entry.isFile() ? entry.size : undefined),
    () => undefined,
  );
}
