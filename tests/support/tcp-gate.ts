import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A door before a server that cannot be stopped, because others use it. */
export interface TcpGate {
  readonly port: number;
  /** Cuts all connections and refuses new ones, as a stopped server does. */
  shut(): Promise<void>;
  /** Lets connections through again, on the same port. */
  open(): Promise<void>;
}

/** Opens a gate on a free port of 127.0.0.1 that leads to `target`. */
export async function openTcpGate(target: {
  readonly host: string;
  readonly port: number;
}): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const open = async (port: number): Promise<number> => {
    server = createServer((inside) => {
      const outside = connect(target);
      for (const socket of [inside, outside]) {
        sockets.add(socket);
        // A cut connection is the purpose of a gate.
        socket.on('error', () => undefined);
        socket.on('close', () => {
          sockets.delete(socket);
          inside.destroy();
          outside.destroy();
        });
      }
      inside.pipe(outside).pipe(inside);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    return address.port;
  };
  const port = await open(0);
  return {
    port,
    shut: async () => {
      if (server === undefined) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
      server = undefined;
    },
    open: async () => {
      await open(port);
    },
  };
}
