import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPublicAddress } from '../../../workers/webhooks/is-public-address.ts';
import { postWebhook } from '../../../workers/webhooks/post-webhook.ts';

test.each(['8.8.8.8', '1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '2a00:1450:4001:830::200e'])(
  '%s is on the public Internet',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  '127.0.0.1',
  '127.1.2.3',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '224.0.0.1',
  '255.255.255.255',
  '192.0.2.1',
  '198.18.0.1',
  '240.0.0.1',
  '192.0.0.1',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:7f00:1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '2002:7f00:1::',
  '2001:0:1::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd00:ec2::254',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '100::1',
  'localhost',
  '',
  'example.org',
  '1',
  '0x7f.1',
])('%s is not', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

describe('a request', () => {
  let server: Server;
  let port: number;
  const seen: { readonly url: string | undefined; readonly headers: IncomingHttpHeaders }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push({ url: request.url, headers: request.headers });
      request.resume();
      if (request.url === '/silent') return;
      if (request.url === '/elsewhere')
        response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` }).end();
      else if (request.url === '/endless') response.writeHead(200).write('x'.repeat(1_000_000));
      else response.writeHead(204).end();
    }).listen(0);
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  function post(url: string, allowed: readonly string[] = [], withinMs?: number): Promise<number> {
    const signal = new AbortController().signal;
    const request = { url: new URL(url), headers: { 'content-type': 'application/json' }, body: '{}' };
    return postWebhook(request, {
      allowed: new Set(allowed),
      signal,
      ...(withinMs === undefined ? {} : { withinMs }),
    });
  }

  test.each([
    '127.0.0.1',
    '2130706433',
    '0x7f000001',
    '127.1',
    '0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    'localhost',
    'LOCALHOST',
    '169.254.169.254',
  ])('to %s never leaves, also in disguise', async (host) => {
    const before = seen.length;
    await expect(post(`http://${host}:${port}/`)).rejects.toMatchObject({ code: 'WEBHOOK_ADDRESS_REFUSED' });
    expect(seen).toHaveLength(before);
  });

  test('goes where the operator allows it', async () => {
    expect(await post(`http://127.0.0.1:${port}/`, ['127.0.0.1'])).toBe(204);
    expect(await post(`http://localhost:${port}/`, ['localhost'])).toBe(204);
    await expect(post(`http://localhost:${port}/`, ['127.0.0.1'])).rejects.toMatchObject({
      code: 'WEBHOOK_ADDRESS_REFUSED',
    });
  });

  test('does not follow a redirection', async () => {
    expect(await post(`http://127.0.0.1:${port}/elsewhere`, ['127.0.0.1'])).toBe(302);
    expect(seen.map(({ url }) => url)).not.toContain('/secret');
  });

  test('waits neither for a body without end nor for a server that says nothing', async () => {
    expect(await post(`http://127.0.0.1:${port}/endless`, ['127.0.0.1'])).toBe(200);
    await expect(post(`http://127.0.0.1:${port}/silent`, ['127.0.0.1'], 200)).rejects.toThrow();
  });
});
