import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A request as the hub, or the host its large files lie on, has seen it. */
export interface HubRequest {
  readonly host: 'hub' | 'storage';
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** 1 for the first request of this method for this path at this host. */
  readonly turn: number;
}

/**
 * How a request is answered instead. `cutAfterBytes` breaks the connection after so many bytes of the body, `when` that
 * resolves: bytes that a client has not read yet when its connection breaks are lost to it.
 */
export type HubFault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly cutAfterBytes: number; readonly when?: Promise<unknown> };

export interface HubServerOptions {
  /** Asked for every request; undefined answers it properly. */
  readonly fault?: (request: HubRequest) => HubFault | undefined;
  /** Whoever does not send it gets 401. The storage host must never see it. */
  readonly token?: string;
  /** Where the hub listens; any free port unless given. */
  readonly port?: number;
  /** A mirror that names no commits, redirects nothing, and knows no SHA-256. */
  readonly kind?: 'hub' | 'plain-mirror';
}

export interface HubServer {
  readonly url: string;
  readonly storageUrl: string;
  /** In order. */
  readonly requests: readonly HubRequest[];
  close(): Promise<void>;
}

/** What the hub calls the one commit that every repository here has. */
export const hubCommit = 'c0ffee0000000000000000000000000000c0ffee';

const largeFile = /\.(?:onnx|spm)$/u;

/**
 * A local HTTP server with the hub's URL layout: `/{owner}/{name}/resolve/{revision}/{file}` serves `file` of the directory
 * that `models` names for `owner/name`; everything else is 404, as on the hub. Large files are answered with a redirect
 * to another port that announces their size and SHA-256, small ones with Git's hash as ETag; both honour Range and
 * If-Range. Files are read anew for each request, so that a test can change them.
 */
export async function startHubServer(
  models: Readonly<Record<string, string>>,
  options: HubServerOptions = {},
): Promise<HubServer> {
  const requests: HubRequest[] = [];
  const note = (
    host: HubRequest['host'],
    { method = 'GET', url = '/', headers }: IncomingMessage,
  ): HubRequest => {
    const path = decodeURIComponent(new URL(url, 'http://hub').pathname);
    const earlier = requests.filter((one) => one.host === host && one.method === method && one.path === path);
    const request = { host, method, path, headers, turn: earlier.length + 1 };
    requests.push(request);
    return request;
  };
  const storage = createServer((incoming, response) => {
    const request = note('storage', incoming);
    void answerFrom(models, request, response, options, (content, fault) => {
      sendFile(request, response, content, `"storage-${sha256(content).slice(0, 16)}"`, fault);
    });
  });
  const hub = createServer((incoming, response) => {
    const request = note('hub', incoming);
    if (options.token !== undefined && request.headers.authorization !== `Bearer ${options.token}`) {
      response.writeHead(401, { 'x-error-code': 'GatedRepo' }).end();
      return;
    }
    void answerFrom(models, request, response, options, (content, fault) => {
      if (options.kind === 'plain-mirror') {
        sendFile(request, response, content, `"${sha256(content).slice(0, 20)}"`, fault);
      } else if (largeFile.test(request.path)) redirect(request, response, content, urlOf(storage));
      else {
        response.setHeader('x-repo-commit', hubCommit);
        sendFile(request, response, content, `"${gitSha1(content)}"`, fault);
      }
    });
  });
  await Promise.all([listen(storage, 0), listen(hub, options.port ?? 0)]);
  return {
    url: `${urlOf(hub)}/`,
    storageUrl: urlOf(storage),
    requests,
    close: async () => {
      await Promise.all([stop(hub), stop(storage)]);
    },
  };
}

async function answerFrom(
  models: Readonly<Record<string, string>>,
  request: HubRequest,
  response: ServerResponse,
  options: HubServerOptions,
  send: (content: Buffer, fault: HubFault | undefined) => void,
): Promise<void> {
  const failure = options.fault?.(request);
  if (failure !== undefined && 'status' in failure) {
    response.writeHead(failure.status, failure.headers).end();
    return;
  }
  const [, owner, name, , , ...file] = request.path.split('/');
  const directory = models[`${owner}/${name}`];
  const content =
    directory === undefined ? undefined : await readFile(join(directory, ...file)).catch(() => undefined);
  if (content === undefined) response.writeHead(404).end();
  else send(content, failure);
}

function redirect({ path }: HubRequest, response: ServerResponse, content: Buffer, storageUrl: string): void {
  response
    .writeHead(302, {
      location: `${storageUrl}${path}?signature=secret`,
      'x-linked-size': content.length,
      'x-linked-etag': `"${sha256(content)}"`,
      'x-repo-commit': hubCommit,
      'content-length': 0,
    })
    .end();
}

function sendFile(
  request: HubRequest,
  response: ServerResponse,
  content: Buffer,
  etag: string,
  failure: HubFault | undefined,
): void {
  const { range, 'if-range': onlyIf } = request.headers;
  const [, first] = /^bytes=(\d+)-$/u.exec(range ?? '') ?? [];
  const start = first === undefined || (onlyIf !== undefined && onlyIf !== etag) ? 0 : Number(first);
  if (start > 0 && start >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  const body = content.subarray(start);
  const partial =
    start === 0 ? {} : { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` };
  response.writeHead(start === 0 ? 200 : 206, { 'content-length': body.length, etag, ...partial });
  if (request.method === 'HEAD') response.end();
  else if (failure !== undefined && 'cutAfterBytes' in failure && failure.cutAfterBytes < body.length) {
    // The callback of write() comes when the operating system has the bytes.
    response.write(body.subarray(0, failure.cutAfterBytes), () => {
      void Promise.resolve(failure.when).then(() => response.destroy());
    });
  } else response.end(body);
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** As `git hash-object` computes it. */
function gitSha1(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // an address of TCP, not of a pipe
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
