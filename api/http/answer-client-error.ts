import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { appError } from '../../core/app-error.ts';
import { problemMediaType, problemOf } from './problem.ts';

/** Answers what is not HTTP (or too slow, or with headers over the limit) in the same form as everything else. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = appError('REQUEST_INVALID', ['it is not readable as HTTP/1.1']);
  const body = JSON.stringify(problemOf(refusal, randomUUID()));
  socket.end(
    [
      `HTTP/1.1 ${refusal.status} Bad Request`,
      `content-type: ${problemMediaType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
