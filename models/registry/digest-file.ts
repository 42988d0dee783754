import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** What a file is, read from its bytes. */
export interface FileDigest {
  readonly bytes: number;
  readonly sha256: string;
  /** As Git names the content: over a header with its length, and the content. */
  readonly gitSha1: string;
}

/** Reads all of `path`, `bytes` long. Rejects with what the file system says; stops when `signal` aborts. */
export async function digestFile(path: string, bytes: number, signal?: AbortSignal): Promise<FileDigest> {
  const sha256 = createHash('sha256');
  const git = createHash('sha1').update(`blob ${bytes}\0`);
  let read = 0;
  for await (const chunk of createReadStream(path, signal === undefined ? {} : { signal })) {
    const piece = chunk as Buffer; // no encoding is set
    sha256.update(piece);
    git.update(piece);
    read += piece.length;
  }
  return { bytes: read, sha256: sha256.digest('hex'), gitSha1: git.digest('hex') };
}
