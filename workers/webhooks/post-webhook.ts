import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { checkedLookup, refusePrivateLiteral, type AllowedHosts } from './checked-lookup.ts';

/** For the whole of it: name, connection, answer. */
const answerWithinMs = 10_000;
/** Headers of an answer; its body is not read at all. */
const mostHeaderBytes = 16 * 1024;

export interface WebhookRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PostOptions {
  readonly allowed: AllowedHosts;
  readonly signal: AbortSignal;
  /** Only tests are in a hurry. */
  readonly withinMs?: number;
}

/**
 * Sends `body` and resolves with the status of the answer, whatever it is; its body is not read and a redirection not
 * followed. Each request has a connection of its own, to an address that was checked.
 *
 * Rejects with WEBHOOK_ADDRESS_REFUSED, with the error of the connection, or with the reason of `signal` or a timeout.
 */
export async function postWebhook(
  { url, headers, body }: WebhookRequest,
  options: PostOptions,
): Promise<number> {
  const { allowed, withinMs = answerWithinMs } = options;
  refusePrivateLiteral(url.hostname, allowed);
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(withinMs)]);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return await new Promise<number>((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      agent: false,
      lookup: checkedLookup(allowed),
      maxHeaderSize: mostHeaderBytes,
      signal,
    });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      answer.on('error', () => undefined);
      answer.destroy();
      resolve(answer.statusCode ?? 0);
    });
    sent.end(body);
  });
}
