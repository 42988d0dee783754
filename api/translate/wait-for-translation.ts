import { setTimeout as delay } from 'node:timers/promises';
import { appError, type AppError } from '../../core/app-error.ts';
import type { Document } from '../../core/document.ts';
import type { DocumentStore } from '../../store/document-store.ts';

/** A short sentence takes some 50 ms; a longer wait is asked about less and less often. */
const firstPauseMs = 20;
const longestPauseMs = 200;

export interface WaitOptions {
  readonly withinMs: number;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/*
 *   done ..................................... resolves
 *   failed, cancelled, deleted ............... TEXT_NOT_TRANSLATED
 *   anything else, and the time is over ...... TRANSLATION_SLOW; the work goes on
 */

/** Resolves when the document is done. Rejects with REQUEST_INVALID, which nobody hears, when the signal aborts. */
export async function waitForTranslation(
  documents: Pick<DocumentStore, 'find'>,
  documentId: string,
  { withinMs, signal }: WaitOptions,
): Promise<void> {
  const deadlineMs = performance.now() + withinMs;
  let pauseMs = firstPauseMs;
  for (;;) {
    const document = await documents.find(documentId);
    if (document?.status === 'done') return;
    if (document === undefined || hasEnded(document)) throw notTranslated(documentId, document);
    const leftMs = deadlineMs - performance.now();
    if (leftMs <= 0) throw slow(documentId, withinMs);
    await pause(Math.min(pauseMs, leftMs), signal);
    pauseMs = Math.min(pauseMs * 1.5, longestPauseMs);
  }
}

async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(durationMs, undefined, { signal });
  } catch (cause) {
    throw appError('REQUEST_INVALID', ['its sender has gone'], { cause });
  }
}

function hasEnded({ finishedAt }: Document): boolean {
  return finishedAt !== null;
}

function notTranslated(documentId: string, document: Document | undefined): AppError {
  const why = document?.errors[0]?.code ?? document?.status ?? 'deleted';
  return appError('TEXT_NOT_TRANSLATED', [why], { details: { documentId, why } });
}

function slow(documentId: string, withinMs: number): AppError {
  return appError('TRANSLATION_SLOW', [withinMs / 1_000, documentId], { details: { documentId } });
}
