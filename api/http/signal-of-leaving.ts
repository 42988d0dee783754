import type { FastifyReply } from 'fastify';

/** Aborts when the connection of `reply` closes, whoever closed it. */
export function signalOfLeaving(reply: FastifyReply): AbortSignal {
  const leaving = new AbortController();
  reply.raw.once('close', () => {
    leaving.abort();
  });
  return leaving.signal;
}
