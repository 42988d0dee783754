import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A door before a server that cannot be stopped, because others use it. */
export interface TcpGate {
  readonly port: number;
  /** Cuts all connections and refuses new ones, as a stopped server does. */
  shut(): Promise<void>;
  /** Cuts all connections, and from now on each new one as soon as it is made. Counts them. */
  slam(): { readonly knocks: number };
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
  let slammed: { knocks: number } | undefined;
  const open = async (port: number): Promise<number> => {
    slammed = undefined;
    server = createServer((inside) => {
      if (slammed !== undefined) {
        slammed.knocks += 1;
        inside.destroy();
        return;
      }
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
    slam: () => {
      slammed = { knocks: 0 };
      for (const socket of sockets) socket.destroy();
      return slammed;
    },
    open: async () => {
      if (server !== undefined) {
        slammed = undefined;
        return;
      }
      await open(port);
    },
  };
}
