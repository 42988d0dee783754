import { mkdir, open, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { RemoteFile } from './describe-file.ts';
import type { HubAnswer, HubClient } from './hub-client.ts';
import { FileChanged, PassingFailure } from './hub-failures.ts';

/** What the bytes so far belong to; lies beside them. */
const originSchema = Type.Object({ identity: Type.String(), etag: Type.String() });
type Origin = Static<typeof originSchema>;

interface Download {
  readonly client: HubClient;
  /** The model, as errors call it. */
  readonly name: string;
  readonly remote: RemoteFile;
  readonly target: string;
  readonly signal: AbortSignal;
  /** How many bytes of the file are there; falls back to 0 when it has to be begun anew. */
  readonly onBytes: (bytes: number) => void;
}

/*
 * `target` appears in one step, when all of it is there. Until then there are
 *
 *   target.partial   bytes from the beginning of the file, however many
 *   target.origin    which content they are of: as the hub announced it, and the ETag of the server that sent them
 *
 * Going on asks for the rest "if the ETag is still this one" (RFC 9110, 13.1.5). A server that has another content by now
 * sends all of it instead, and what was there is dropped. Written before the first byte, the origin is never that of other
 * bytes; a crash can at worst leave fewer bytes than were sent.
 */

/** One try to fetch what is missing of the file. Rejects with PassingFailure, FileChanged, or what the file system says. */
export async function downloadFile(download: Download): Promise<void> {
  const { client, name, remote, target, signal, onBytes } = download;
  await mkdir(dirname(target), { recursive: true });
  const { bytes: have, etag } = await findBeginning(target, remote);
  onBytes(have);
  if (have === remote.bytes && have > 0) return finish(target);
  const headers = have === 0 ? {} : { range: `bytes=${have}-`, 'if-range': etag };
  const answer = await client.ask(remote.url, name, { method: 'GET', headers, signal, follow: 'everywhere' });
  try {
    await receive(answer, have, download);
  } finally {
    answer.body.destroy();
  }
  await finish(target);
}

/** Bytes of `remote` that an earlier pull left beside `target`, without fetching anything. */
export async function countBeginning(target: string, remote: RemoteFile): Promise<number> {
  return (await findBeginning(target, remote)).bytes;
}

/** Drops what is there of the file. */
export async function dropDownload(target: string): Promise<void> {
  await Promise.all([target, partialOf(target), originOf(target)].map((file) => rm(file, { force: true })));
}

const partialOf = (target: string): string => `${target}.partial`;
const originOf = (target: string): string => `${target}.origin`;

async function findBeginning(
  target: string,
  remote: RemoteFile,
): Promise<{ readonly bytes: number; readonly etag: string }> {
  const nothing = { bytes: 0, etag: '' };
  const origin = await readOrigin(target);
  // A weak ETag (W/…) promises the same meaning, not the same bytes.
  if (origin?.identity !== remote.identity || !origin.etag.startsWith('"')) return nothing;
  const bytes = await stat(partialOf(target)).then(
    ({ size }) => size,
    () => 0,
  );
  return bytes > remote.bytes ? nothing : { bytes, etag: origin.etag };
}

async function readOrigin(target: string): Promise<Origin | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(originOf(target), 'utf8'));
    return Value.Check(originSchema, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function receive(
  answer: HubAnswer,
  have: number,
  { remote, target, onBytes }: Download,
): Promise<void> {
  const from = startOf(answer, have, remote);
  if (from === 0) {
    // In this order: bytes without an origin are nothing, an origin must never stand beside bytes of another.
    await rm(originOf(target), { force: true });
    await writeFile(partialOf(target), '');
    const origin: Origin = { identity: remote.identity, etag: answer.header('etag') ?? '' };
    await writeFile(originOf(target), JSON.stringify(origin));
    onBytes(0);
  }
  const file = await open(partialOf(target), 'a');
  try {
    await append(file, answer, from, remote, onBytes);
  } finally {
    await file.close();
  }
}

async function append(
  file: FileHandle,
  answer: HubAnswer,
  from: number,
  remote: RemoteFile,
  onBytes: (bytes: number) => void,
): Promise<void> {
  let bytes = from;
  for await (const piece of chunksOf(answer)) {
    if (bytes + piece.length > remote.bytes) throw new FileChanged('more bytes than announced');
    await file.writeFile(piece);
    bytes += piece.length;
    onBytes(bytes);
  }
  if (bytes < remote.bytes) throw new PassingFailure('the connection ended early');
}

/** The pieces of the body; a connection that breaks is a PassingFailure, which what the disk says is not. */
async function* chunksOf({ body }: HubAnswer): AsyncGenerator<Buffer> {
  const pieces = body[Symbol.asyncIterator]();
  for (;;) {
    const next = await pieces.next().catch((cause: unknown) => {
      throw new PassingFailure('the connection broke', { cause });
    });
    if (next.done === true) return;
    yield next.value as Buffer; // no encoding is set
  }
}

/** Where in the file the answer begins. */
function startOf(answer: HubAnswer, have: number, remote: RemoteFile): number {
  if (answer.status === 206) {
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/u.exec(answer.header('content-range') ?? '') ?? [];
    if (Number(start) === have && Number(total) === remote.bytes) return have;
    throw new FileChanged('another part than was asked for');
  }
  if (answer.status !== 200) throw new FileChanged(`status ${answer.status}`);
  const length = answer.header('content-length');
  if (length !== undefined && Number(length) !== remote.bytes)
    throw new FileChanged('another size than announced');
  return 0;
}

async function finish(target: string): Promise<void> {
  await rename(partialOf(target), target);
  await rm(originOf(target), { force: true });
}
