import type { HubAnswer, HubClient } from './hub-client.ts';
import { PassingFailure } from './hub-failures.ts';

/** A file as the hub announces it. */
export interface RemoteFile {
  readonly url: string;
  readonly bytes: number;
  /** SHA-256 of its content where the hub knows it: of files that Git LFS keeps. */
  readonly sha256: string | undefined;
  /** Git's own hash where the hub gives that instead: of small files. */
  readonly gitSha1: string | undefined;
  /** Tells this content from any other at the same address. */
  readonly identity: string;
  /** Commit of the repository that the file was found in; undefined where a mirror does not say. */
  readonly commit: string | undefined;
}

export interface FileAddress {
  readonly endpoint: string;
  readonly repository: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  readonly path: string;
}

/** Where the hub has a file. */
export function fileUrl({ endpoint, repository, revision, path }: FileAddress): string {
  const parts = [...repository.split('/'), 'resolve', revision, ...path.split('/')];
  return [endpoint, ...parts.map((part) => encodeURIComponent(part))].join('/');
}

/**
 * Asks the hub about a file without fetching it; undefined when it has none. Rejects as HubClient.ask() does.
 *
 * The hub describes a large file on the redirect that leads to where it is stored: `X-Linked-Etag` (its SHA-256),
 * `X-Linked-Size`, `X-Repo-Commit`. A mirror may answer for itself; then its own size and ETag count.
 */
export async function describeFile(
  client: HubClient,
  address: FileAddress,
  name: string,
  signal: AbortSignal,
): Promise<RemoteFile | undefined> {
  const url = fileUrl(address);
  const atHub = await head(client, url, name, signal, 'within-hub');
  if (atHub.status === 404) return undefined;
  const isTold = atHub.status !== 302 || atHub.header('x-linked-size') !== undefined;
  const told = isTold ? atHub : await head(client, url, name, signal, 'everywhere');
  if (told.status === 404) return undefined;
  const bytes = Number(told.header('x-linked-size') ?? told.header('content-length') ?? NaN);
  if (!Number.isSafeInteger(bytes) || bytes < 0)
    throw new PassingFailure('the hub does not say how large a file is');
  const etag = opaqueTag(told.header('x-linked-etag') ?? told.header('etag'));
  const commit = atHub.header('x-repo-commit');
  return {
    url,
    bytes,
    sha256: /^[0-9a-f]{64}$/u.test(etag) ? etag : undefined,
    gitSha1: /^[0-9a-f]{40}$/u.test(etag) ? etag : undefined,
    identity: `${bytes}:${etag}`,
    commit: commit !== undefined && /^[0-9a-f]{40}$/u.test(commit) ? commit : undefined,
  };
}

async function head(
  client: HubClient,
  url: string,
  name: string,
  signal: AbortSignal,
  follow: 'everywhere' | 'within-hub',
): Promise<HubAnswer> {
  const answer = await client.ask(url, name, { method: 'HEAD', signal, follow });
  await answer.body.dump();
  return answer;
}

/** `"abc"` and `W/"abc"` → `abc`. */
function opaqueTag(etag: string | undefined): string {
  return etag?.replace(/^W\//u, '').replaceAll('"', '').toLowerCase() ?? '';
}
