import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Between two signs of life: proxies close what is silent for a minute. */
export const defaultHeartbeatMs = 15_000;

/** Sends server-sent events for as long as there are any, as fast as the client takes them. */
export function sendEvents(reply: FastifyReply, events: AsyncIterable<string>): FastifyReply {
  return reply
    .type('text/event-stream')
    .header('x-accel-buffering', 'no')
    .send(Readable.from(events, { objectMode: false }));
}

/** Ends the subscription when the client has gone, also when it went before it was made. */
export function endWithConnection(subscription: { readonly end: () => void }, reply: FastifyReply): void {
  if (reply.raw.destroyed) subscription.end();
  else
    reply.raw.once('close', () => {
      subscription.end();
    });
}
