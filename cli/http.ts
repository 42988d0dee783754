import { Value } from 'typebox/value';
import { AppError, appError } from '../core/app-error.ts';
import { errorCatalogue, type ErrorCode } from '../core/error-catalogue.ts';
import { problemSchema } from './api-answers.ts';

export type Query = Readonly<Record<string, string | undefined>>;

export interface RequestBody {
  readonly body: string | Blob;
  readonly contentType: string;
}

/** Requests to one server; what is not a success rejects with an AppError. */
export interface Http {
  get(path: string, query?: Query): Promise<Response>;
  post(path: string, query: Query, content: RequestBody): Promise<Response>;
  delete(path: string): Promise<Response>;
}

type Init = Omit<RequestInit, 'headers' | 'signal'> & { readonly headers?: Readonly<Record<string, string>> };

export interface HttpOptions {
  /** Sent to `address` alone: a redirect elsewhere goes without it. Not where the server asks for none. */
  readonly key?: string | undefined;
  /** Ends what is under way, rejecting with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Paths are relative to `address`, which may have a path of its own (a proxy's). */
export function openHttp(address: string, { key, signal }: HttpOptions = {}): Http {
  const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const request = async (path: string, query: Query, init: Init): Promise<Response> => {
    const response = await send(urlOf(address, path, query), init);
    if (!response.ok) throw await errorFrom(response, address);
    return response;
  };
  const send = async (url: URL, init: Init): Promise<Response> => {
    try {
      const headers = { ...init.headers, ...authorization };
      return await fetch(url, { ...init, headers, ...(signal !== undefined && { signal }) });
    } catch (cause) {
      signal?.throwIfAborted();
      throw appError('SERVER_UNREACHABLE', [address], { cause });
    }
  };
  return {
    get: (path, query = {}) => request(path, query, {}),
    delete: (path) => request(path, {}, { method: 'DELETE' }),
    post: (path, query, { body, contentType }) =>
      request(path, query, { method: 'POST', headers: { 'content-type': contentType }, body }),
  };
}

function urlOf(address: string, path: string, query: Query): URL {
  const url = new URL(path, `${address}/`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

/** A problem document becomes the AppError it stands for. */
async function errorFrom(response: Response, address: string): Promise<AppError> {
  const body: unknown = await response.json().catch(() => undefined);
  if (!Value.Check(problemSchema, body))
    return appError('ANSWER_UNEXPECTED', [address, `it answered ${response.status}`]);
  if (body.code in errorCatalogue)
    return new AppError(body.code as ErrorCode /* looked up just now */, body.detail, {
      details: body.details ?? {},
    });
  return appError('ANSWER_UNEXPECTED', [address, `it answered ${body.code}, ${body.detail}`]);
}
