import { AppError, appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import type { LogFields, Logger } from '../../core/logger.ts';
import type { DocumentStore } from '../../store/document-store.ts';
import { acceptDocument } from '../documents/accept-document.ts';
import { newDocumentBodySchema, type NewDocumentBody } from '../documents/new-document-body.ts';
import { storeDocument } from '../documents/store-document.ts';
import { problemOf, type Problem } from '../http/problem.ts';
import { checkAgainst } from '../http/validate-request.ts';

/** Articles that are stored at the same time: the database is kept busy, and a request does not take all connections. */
const atOnce = 4;

/** What became of one article. */
export type BatchLine = { readonly line: number } & (
  { readonly status: 202; readonly id: string; readonly location: string } | Refused
);

interface Refused {
  readonly status: number;
  readonly problem: Problem;
}

/** The last line; without it, the answer is not whole. */
export interface BatchSummary {
  readonly accepted: number;
  readonly refused: number;
  /** False when the rest of the articles was not looked at. */
  readonly complete: boolean;
}

export interface BatchOptions {
  readonly documents: Pick<DocumentStore, 'create' | 'createOnce'>;
  readonly sendsWebhooks: boolean;
  readonly log: Logger;
  readonly requestId: string;
  /** Of the whole batch; its articles get keys of their own from it. */
  readonly idempotencyKey: string | undefined;
  /** Of the key that the request came with; null where none is asked for. */
  readonly apiKeyId: string | null;
}

/** An article as it came, not yet looked at. Throws what makes it unreadable. */
export interface BatchArticle {
  readonly line: number;
  readonly read: () => unknown;
}

const check = checkAgainst(newDocumentBodySchema, 'article');

/**
 * Stores the articles one by one, each whole or not at all, and says of each what became of it, in their order. An article that
 * is refused is no obstacle to the others. One that could be sent again later (the store is away, too much waits) ends the
 * batch: so would all that follow.
 */
export async function* submitBatch(
  articles: AsyncIterable<BatchArticle>,
  options: BatchOptions,
): AsyncGenerator<BatchLine | BatchSummary, void, undefined> {
  const count = { accepted: 0, refused: 0 };
  let complete = true;
  for await (const { result, goesOn } of submitAll(articles, options)) {
    count[result.status === 202 ? 'accepted' : 'refused'] += 1;
    complete &&= goesOn;
    yield result;
  }
  yield { ...count, complete };
}

interface Submitted {
  readonly result: BatchLine;
  readonly goesOn: boolean;
}

async function* submitAll(
  articles: AsyncIterable<BatchArticle>,
  options: BatchOptions,
): AsyncGenerator<Submitted, void, undefined> {
  const inWork: Promise<Submitted>[] = [];
  let line = 0;
  try {
    for await (const article of articles) {
      line = article.line;
      if (line > limits.batchArticles) throw appError('BATCH_TOO_LONG', [limits.batchArticles]);
      inWork.push(submit(article, options));
      if (inWork.length < atOnce) continue;
      const oldest = await inWork.shift();
      if (oldest !== undefined) yield oldest;
      if (oldest?.goesOn === false) break;
    }
  } catch (error) {
    // What cannot be read any further; a refusal of one article has become its line.
    yield* await Promise.all(inWork.splice(0));
    const place = { line: Math.max(line, 1) };
    yield { result: { ...place, ...refusalOf(error, place, options) }, goesOn: false };
  }
  yield* await Promise.all(inWork);
}

async function submit({ line, read }: BatchArticle, options: BatchOptions): Promise<Submitted> {
  try {
    const body: NewDocumentBody = check(read());
    const document = acceptDocument({ ...body, priority: body.priority ?? 'bulk' });
    const { id } = await storeDocument(document, { ...options, part: String(line) });
    return { result: { line, status: 202, id, location: `/v1/documents/${id}` }, goesOn: true };
  } catch (error) {
    const goesOn = error instanceof AppError && error.retry === 'never';
    return { result: { line, ...refusalOf(error, { line }, options) }, goesOn };
  }
}

/** What is told of a refusal; a fault of ours is logged, and told as one. `place` says where in the request it was. */
export function refusalOf(
  error: unknown,
  place: LogFields,
  { log, requestId }: Pick<BatchOptions, 'log' | 'requestId'>,
): Refused {
  const refusal = error instanceof AppError ? error : appError('INTERNAL', [], { cause: error });
  if (refusal.status >= 500) log.error({ requestId, ...place, err: error }, 'article of a batch not stored');
  return { status: refusal.status, problem: problemOf(refusal, requestId) };
}
