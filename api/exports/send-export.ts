import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import isFresh from 'fresh';
import type { Logger } from '../../core/logger.ts';
import type { AlignedDocument, ExportFormat, ExportHeader } from '../../exports/export-format.ts';
import { gatherChunks } from '../http/gather-chunks.ts';
import { signalOfLeaving } from '../http/signal-of-leaving.ts';

/** A download, before any of its rows is read. */
export interface ExportFile {
  readonly format: ExportFormat;
  readonly header: ExportHeader;
  /** Opens the rows; reading ends with the signal. */
  readonly documents: (signal: AbortSignal) => AsyncIterable<AlignedDocument>;
  readonly disposition: string;
  readonly etag: string;
  readonly lastModified: string | null;
}

/**
 * Answers with the file, as fast as the client takes it; with 304 when the client has it already; a HEAD request with what
 * a GET would be told, and without reading a row.
 *
 * A failure before the first bytes are out is answered as a problem; after that the connection is cut, so that half a
 * file never ends like a whole one. When the client goes away, reading stops at once.
 */
export function sendExport(
  request: FastifyRequest,
  reply: FastifyReply,
  file: ExportFile,
  log: Logger,
): FastifyReply {
  const { format, etag, lastModified } = file;
  // Kept by who asked, and asked about before every use: the text is not for caches on the way.
  reply.header('cache-control', 'private, no-cache').header('etag', etag);
  if (lastModified !== null) reply.header('last-modified', lastModified);
  if (hasCurrent(request, { etag, lastModified })) return reply.code(304).send();
  reply.type(format.mediaType).header('content-disposition', file.disposition);
  // An empty stream rather than nothing: the length of what a GET would send is not known, so none is told.
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  const documents = file.documents(signalOfLeaving(reply));
  const body = Readable.from(gatherChunks(format.write(file.header, documents)), { objectMode: false });
  logFailure(body, reply, format, log);
  return reply.send(body);
}

/**
 * Whether what the client has is this state of the file (RFC 9110, section 13.1). `Cache-Control: no-cache` is not looked
 * at: it speaks to caches on the way, and fetch() adds it to every request that brings a condition of its own.
 */
function hasCurrent(
  { headers }: FastifyRequest,
  { etag, lastModified }: Pick<ExportFile, 'etag' | 'lastModified'>,
): boolean {
  const conditions = {
    'if-none-match': headers['if-none-match'],
    'if-modified-since': headers['if-modified-since'],
  };
  return isFresh(conditions, { etag, ...(lastModified === null ? {} : { 'last-modified': lastModified }) });
}

/** What fails before the headers are out is logged where it is answered. */
function logFailure(body: Readable, reply: FastifyReply, format: ExportFormat, log: Logger): void {
  body.once('error', (err) => {
    if (!reply.raw.headersSent || reply.raw.closed) return;
    log.warn({ requestId: reply.request.id, format: format.name, err }, 'export cut off');
  });
}
