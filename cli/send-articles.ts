import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../core/app-error.ts';
import type { DocumentAnswer } from './api-answers.ts';
import type { ApiClient } from './api-client.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import type { Article } from './files/read-articles.ts';

/** What became of an article. */
export type SentArticle<Sent extends Article> =
  | { readonly article: Sent; readonly document: DocumentAnswer }
  | { readonly article: Sent; readonly error: unknown };

export interface SendOptions {
  readonly signal?: AbortSignal;
  /** The server takes more after so many seconds, which are waited for. */
  readonly onWait?: (seconds: number) => void;
}

/** A server that has enough for now says so in seconds; one whose day is over means hours. */
const longestWaitSeconds = 120;

/**
 * Sends articles one after the other and tells of each. One that is refused for what it says is no obstacle to the others;
 * any other error is the last that is told. A server that asks to wait is waited for.
 */
export async function* sendArticles<Sent extends Article>(
  api: Pick<ApiClient, 'submit'>,
  articles: readonly Sent[],
  options: SendOptions = {},
): AsyncGenerator<SentArticle<Sent>, void, undefined> {
  for (const article of articles) {
    try {
      yield { article, document: await sendPatiently(api, article, options) };
    } catch (error) {
      options.signal?.throwIfAborted();
      yield { article, error };
      if (exitCodeOf(error) !== exitCodes.data) return;
    }
  }
}

async function sendPatiently(
  api: Pick<ApiClient, 'submit'>,
  { document }: Article,
  { signal, onWait }: SendOptions,
): Promise<DocumentAnswer> {
  for (;;) {
    try {
      return await api.submit(document);
    } catch (error) {
      const seconds = secondsToWait(error);
      if (seconds === undefined) throw error;
      onWait?.(seconds);
      await wait(seconds * 1_000, undefined, { ...(signal && { signal }) });
    }
  }
}

function secondsToWait(error: unknown): number | undefined {
  if (!(error instanceof AppError) || error.status !== 429) return undefined;
  const seconds = error.details['retryAfterSeconds'];
  return typeof seconds === 'number' && seconds <= longestWaitSeconds ? seconds : undefined;
}
