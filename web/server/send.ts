import { keyNeededCell } from './key-needed-cell.ts';
import { problemOf, Unreachable } from './problem.ts';

/**
 * `fetch` from our own server; the browser adds the cookie of a session. Resolves with answers that are good; rejects with a
 * Problem for what the server refuses and with Unreachable where there is no answer. What lacks a key makes the page ask for one.
 */
export async function send(input: Request | string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(input, init);
  const response = await fetch(request).catch((error: unknown) => {
    if (request.signal.aborted) throw error;
    throw new Unreachable();
  });
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.code === 'KEY_MISSING') keyNeededCell.set(true);
  throw problem;
}
