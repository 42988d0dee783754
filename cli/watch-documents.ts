import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../core/app-error.ts';
import { countFinished, isFinished, type DocumentAnswer } from './api-answers.ts';
import type { ApiClient } from './api-client.ts';
import type { Progress } from './progress-line.ts';

export interface WatchOptions {
  readonly signal?: AbortSignal;
  /** Called with everything known after each round of asking. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called with every document that has moved since it was last asked for, and once with its first state. */
  readonly onChange?: (document: DocumentAnswer) => void;
  /** How long the server may be away, for a restart say, before watching gives up. */
  readonly patienceMs?: number;
}

const lookEveryMs = 300;
/** Between two questions on average, so that watching hundreds of documents is no load. */
const perDocumentMs = 20;
const defaultPatienceMs = 30_000;

/**
 * Follows documents until each is done or failed and resolves with their last states, in the order of `ids`.
 *
 * A server that was there and is away for less than `patienceMs` is waited for. Rejects with what the API refuses with, and with the
 * reason of `signal`.
 */
export async function watchDocuments(
  api: ApiClient,
  ids: readonly string[],
  options: WatchOptions = {},
): Promise<readonly DocumentAnswer[]> {
  const { signal, onProgress, onChange, patienceMs = defaultPatienceMs } = options;
  const seen = new Map<string, DocumentAnswer>();
  const measure = measureSpeed();
  for (;;) {
    for (const id of ids) {
      const before = seen.get(id);
      if (before !== undefined && isFinished(before)) continue;
      const document = await askPatiently(() => api.document(id), seen.size === 0 ? 0 : patienceMs, signal);
      seen.set(id, document);
      if (before === undefined || hasMoved(before, document)) onChange?.(document);
    }
    const documents = ids.flatMap((id) => seen.get(id) ?? []);
    onProgress?.(measure(documents));
    if (documents.every(isFinished)) return documents;
    await wait(Math.max(lookEveryMs, ids.length * perDocumentMs), undefined, { ...(signal && { signal }) });
  }
}

function hasMoved(before: DocumentAnswer, after: DocumentAnswer): boolean {
  return before.status !== after.status || countFinished(before) !== countFinished(after);
}

async function askPatiently<Answer>(
  ask: () => Promise<Answer>,
  patienceMs: number,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const deadlineMs = performance.now() + patienceMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      signal?.throwIfAborted();
      const maySucceed = error instanceof AppError && error.retry === 'later';
      if (!maySucceed || performance.now() > deadlineMs) throw error;
      await wait(lookEveryMs, undefined, { ...(signal && { signal }) });
    }
  }
}

/** Speed since the first look; the time left as the server estimates it, which knows what else it has to do. */
function measureSpeed(): (documents: readonly DocumentAnswer[]) => Progress {
  const startedAtMs = performance.now();
  let finishedBefore: number | undefined;
  return (documents) => {
    const finished = sum(documents.map(countFinished));
    const total = sum(documents.map(({ paragraphs }) => paragraphs.total));
    finishedBefore ??= finished;
    const minutes = (performance.now() - startedAtMs) / 60_000;
    const since = finished - finishedBefore;
    const estimates = documents.flatMap(({ etaSeconds }) => etaSeconds ?? []);
    return {
      finished,
      total,
      ...(since > 0 ? { paragraphsPerMinute: since / minutes } : {}),
      ...(finished < total && estimates.length > 0 ? { secondsLeft: Math.max(...estimates) } : {}),
    };
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
