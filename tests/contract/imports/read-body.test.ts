import { once } from 'node:events';
import {
  createServer,
  request as startRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBody } from '../../../api/http/read-body.ts';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

let server: Server;
let url: string;
let arrived: Promise<Exchange>;
beforeEach(async () => {
  server = createServer();
  arrived = new Promise((resolve) => {
    server.once('request', (request, response) => {
      resolve({ request, response });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('a client that breaks off is told apart from a fault of ours', async () => {
  const outgoing = startRequest(url, { method: 'POST' });
  outgoing.on('error', () => undefined);
  outgoing.write('half of a fi');
  const body = readBody((await arrived).request);
  expect((await body.next()).value?.toString()).toBe('half of a fi');
  outgoing.destroy();
  await expect(body.next()).rejects.toMatchObject({ code: 'REQUEST_INVALID', status: 400 });
});

test('a client that is refused in the middle of its body gets the answer, and its connection stays', async () => {
  const outgoing = startRequest(url, { method: 'POST' });
  outgoing.write('the beginning');
  const { request, response } = await arrived;
  for await (const piece of readBody(request)) {
    expect(piece.toString()).toBe('the beginning');
    break;
  }
  outgoing.end('x'.repeat(5_000_000));
  await once(request, 'end');
  const answered = new Promise<IncomingMessage>((resolve) => outgoing.once('response', resolve));
  response.end('refused');
  expect(await readText(await answered)).toBe('refused');
  expect(request.socket.destroyed).toBe(false);
});
