import { EnvHttpProxyAgent, request, type Dispatcher } from 'undici';
import { appError } from '../../core/app-error.ts';
import { parseRetryAfter, PassingFailure } from './hub-failures.ts';
import type { HubSettings } from './hub-settings.ts';

/** An answer with status 200, 206, 302 (only where redirects are not followed), 404 or 416. */
export interface HubAnswer {
  readonly status: number;
  header(name: string): string | undefined;
  /** To be read to its end or thrown away with `dump()`. */
  readonly body: Dispatcher.ResponseData['body'];
}

interface Asking {
  readonly method: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** `within-hub`: a redirect to another origin is an answer. The hub's own words about a file stand on it. */
  readonly follow: 'everywhere' | 'within-hub';
}

export interface HubClient {
  /** Rejects with PassingFailure, or MODEL_FORBIDDEN. `name` is the model as errors call it. */
  ask(url: string, name: string, asking: Asking): Promise<HubAnswer>;
  close(): Promise<void>;
}

const mostRedirects = 10;
const connectWithinMs = 15_000;
/** Without a byte for so long a connection counts as dead. */
const silentWithinMs = 60_000;

const answers: ReadonlySet<number> = new Set([200, 206, 404, 416]);
const refusals: ReadonlySet<number> = new Set([401, 403]);

/**
 * Speaks HTTP to the hub: follows redirects, sends the token to the hub's own origin only, takes the proxies that the
 * environment names. undici rather than Node's fetch, which knows no proxies before Node 24 and no timeouts of its own.
 */
export function openHubClient({ endpoint, token }: Pick<HubSettings, 'endpoint' | 'token'>): HubClient {
  const hub = new URL(endpoint).origin;
  const dispatcher = new EnvHttpProxyAgent({
    connect: { timeout: connectWithinMs },
    headersTimeout: silentWithinMs,
    bodyTimeout: silentWithinMs,
  });
  const askOnce = async (url: URL, { method, headers, signal }: Asking): Promise<Dispatcher.ResponseData> => {
    const secret = token !== undefined && url.origin === hub ? { authorization: `Bearer ${token}` } : {};
    const sent = { 'user-agent': 'muwazi', 'accept-encoding': 'identity', ...headers, ...secret };
    try {
      return await request(url, { method, headers: sent, signal, dispatcher });
    } catch (cause) {
      signal.throwIfAborted();
      throw new PassingFailure('no answer', { cause });
    }
  };
  return {
    ask: async (address, name, asking) => {
      let url = new URL(address);
      for (let hops = 0; hops <= mostRedirects; hops++) {
        const response = await askOnce(url, asking);
        const next = await redirectOf(response, url);
        const isAnswer = next === undefined || (asking.follow === 'within-hub' && next.origin !== hub);
        if (isAnswer) return await judge(response, next, name);
        await response.body.dump();
        url = next;
      }
      throw new PassingFailure('too many redirects');
    },
    close: () => dispatcher.close(),
  };
}

/** Where `response` leads. What was asked for over TLS is not fetched without it. */
async function redirectOf(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  from: URL,
): Promise<URL | undefined> {
  if (statusCode < 300 || statusCode > 399 || typeof headers['location'] !== 'string') return undefined;
  const next = new URL(headers['location'], from);
  const isWorse = from.protocol === 'https:' && next.protocol !== 'https:';
  if (!isWorse) return next;
  await body.dump();
  throw new PassingFailure('a redirect to an unprotected address');
}

async function judge(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  redirect: URL | undefined,
  name: string,
): Promise<HubAnswer> {
  if (answers.has(statusCode) || redirect !== undefined) {
    const header = (key: string): string | undefined => {
      const value = headers[key];
      return typeof value === 'string' ? value : value?.[0];
    };
    return { status: redirect === undefined ? statusCode : 302, header, body };
  }
  await body.dump();
  if (refusals.has(statusCode)) {
    throw appError('MODEL_FORBIDDEN', [name], { details: { status: statusCode } });
  }
  const { 'retry-after': after } = headers;
  const retryAfterMs = parseRetryAfter(typeof after === 'string' ? after : undefined, Date.now());
  throw new PassingFailure(`status ${statusCode}`, { retryAfterMs });
}
