import { appError } from '../core/app-error.ts';
import type { App } from './app.ts';
import { trackConnections, type Connections } from './http/track-connections.ts';

/** How long requests in work may go on when the server closes; downloads longer than that are cut off. */
const closeGraceMs = 5_000;

export interface StartServerOptions {
  readonly app: App;
  /** An address of this machine; 127.0.0.1 is reached from this machine only. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface ListeningServer {
  /** As a URL, with the port that was taken. */
  readonly address: string;
  /**
   * Takes no new connections, lets requests in work end, cuts off after five seconds those that have not.
   * Resolves when none is left. Never rejects; calling it again gives the same promise.
   */
  close(): Promise<void>;
}

/** Listens. Rejects with ADDRESS_IN_USE, or CONFIG_INVALID when this machine has no such address or forbids the port. */
export async function startServer({ app, host, port }: StartServerOptions): Promise<ListeningServer> {
  const connections = trackConnections(app.server);
  let closing: Promise<void> | undefined;
  try {
    const address = await app.listen({ host, port });
    return { address, close: () => (closing ??= closeWithin(closeGraceMs, app, connections)) };
  } catch (error) {
    await app.close();
    throw listenError(error, host, port);
  }
}

async function closeWithin(graceMs: number, app: App, connections: Connections): Promise<void> {
  const cutOff = setTimeout(() => {
    app.server.closeAllConnections();
  }, graceMs);
  const closed = app.close();
  connections.endIdle();
  await closed;
  clearTimeout(cutOff);
}

function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return appError('ADDRESS_IN_USE', [`${host}:${port}`], { cause: error, details: { host, port } });
    case 'EACCES':
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return appError(
        'CONFIG_INVALID',
        [`this machine does not let us listen on ${host}:${port} (${code})`],
        {
          cause: error,
          details: { host, port },
        },
      );
    default:
      return error;
  }
}
