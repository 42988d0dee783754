import createClient from 'openapi-fetch';
import type { components, paths } from './openapi.gen.d.ts';
import { send } from './send.ts';

export type Document = components['schemas']['Document'];
export type Segment = components['schemas']['Segment'];

/** The API as its OpenAPI document describes it. Rejects as send() does; so `data` is there but for answers without a body. */
export const api = createClient<paths>({ fetch: (request) => send(request) });

/** The body of an answer that has one. */
export async function bodyOf<Body>(answer: Promise<{ readonly data?: Body }>): Promise<NonNullable<Body>> {
  const { data } = await answer;
  if (data === undefined || data === null) throw new Error('the answer has no body');
  return data;
}
