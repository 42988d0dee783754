import type { FastifyRequest } from 'fastify';

/*
 * LibreTranslate's clients send their key as `api_key`, in the query or in the body. It counts at its addresses alone: elsewhere a
 * query lands in the logs of proxies, and bodies are not read before somebody is let in.
 */
const prefix = '/libretranslate/';
const field = 'api_key';

/** The key in the address; undefined where there is none. */
export function keyOfQuery(request: FastifyRequest): string | undefined {
  return isOfProtocol(request) ? readKey(request.query) : undefined;
}

/** Whether the body is to be read before anybody can say who sent it. */
export function mayHaveKeyInBody(request: FastifyRequest): boolean {
  return isOfProtocol(request) && request.method === 'POST';
}

/** The key in a body that was read; undefined where there is none. */
export function keyOfBody(request: FastifyRequest): string | undefined {
  return readKey(request.body);
}

function isOfProtocol({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith(prefix) === true;
}

/** An empty one is none, as clients without a key send it; what is no text is a key that opens nothing. */
function readKey(sent: unknown): string | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined;
  const value: unknown = Object.hasOwn(sent, field) ? (sent as Record<string, unknown>)[field] : undefined;
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : ' ';
}
