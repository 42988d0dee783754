import { AppError, appError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import { limits } from '../core/limits.ts';
import type { Segment } from '../core/segment.ts';
import type { Translation, Translator } from '../models/translator.ts';
import type { ParagraphJob } from '../queue/paragraph-job.ts';
import type { JobContext } from '../queue/paragraph-queue.ts';
import type { ParagraphClaim, ParagraphStore } from '../store/paragraph-store.ts';
import { splitSentences } from '../text/split-sentences.ts';

export interface TranslateParagraphDependencies {
  readonly paragraphs: ParagraphStore;
  readonly translator: Translator;
  readonly log: Logger;
  /** Milliseconds from any fixed point; only differences are used. */
  readonly nowMs: () => number;
}

/*
 * A paragraph is `queued`, then `running(attempt)`, then `done` or `failed`.
 *
 *   queued ──claim──► running(n) ──commit──► done
 *                        │  ├─ the model failed, tries are left ──► queued (the queue waits and tries again)
 *                        │  ├─ the model failed for the last time ► failed(code)
 *                        │  └─ the worker stops ──────────────────► queued
 *                        └─ the lock is lost, or the process dies ► nothing: whoever claims n + 1 commits;
 *                                                                   a commit that still carries n is refused
 *
 * The commit is the only write of a translation. Everything before it may happen twice.
 */

/** Translates the paragraph of `job` and commits it. Resolves also when there is nothing to do; rejects to be tried again. */
export async function translateParagraph(
  job: ParagraphJob,
  context: JobContext,
  dependencies: TranslateParagraphDependencies,
): Promise<void> {
  const { paragraphs, log, nowMs } = dependencies;
  const startedAtMs = nowMs();
  const ids = { documentId: job.documentId, paragraphId: job.paragraphId };
  const claim = await paragraphs.claim(job.paragraphId);
  if (claim === undefined) {
    log.debug(ids, 'paragraph needs no work');
    return;
  }
  let segments: readonly Segment[];
  try {
    segments = await translateText(claim.text, dependencies.translator, context.signal);
  } catch (error) {
    await giveUp(claim, context, error, dependencies);
    throw error;
  }
  const outcome = await paragraphs.commit(claim, segments);
  const durationMs = Math.round(nowMs() - startedAtMs);
  log.info(
    { ...ids, attempt: claim.attempt, segments: segments.length, outcome, durationMs },
    'paragraph translated',
  );
}

async function translateText(
  text: string,
  translator: Translator,
  signal: AbortSignal,
): Promise<readonly Segment[]> {
  const spans = splitSentences(text, limits.sentenceChars);
  const sources = spans.map((span) => text.slice(span.start, span.end));
  const translations = await translator.translate(sources, { signal });
  return spans.map((span, position) => {
    const sourceText = sources[position];
    const translation = translations[position];
    if (sourceText === undefined || translation === undefined) {
      throw appError('INTERNAL', [], {
        details: { segments: spans.length, translations: translations.length },
      });
    }
    return { position, ...span, sourceText, ...outcomeOf(translation, translator) };
  });
}

function outcomeOf(
  translation: Translation,
  translator: Translator,
): Pick<Segment, 'targetText' | 'confidence' | 'flags' | 'origin' | 'model'> {
  return {
    targetText: translation.text,
    confidence: translation.confidence,
    flags: translation.flags,
    origin: translation.origin,
    model: translation.origin === 'model' ? translator.model : null,
  };
}

async function giveUp(
  claim: ParagraphClaim,
  context: JobContext,
  error: unknown,
  { paragraphs, log }: TranslateParagraphDependencies,
): Promise<void> {
  const ids = { documentId: claim.documentId, paragraphId: claim.paragraphId, attempt: claim.attempt };
  if (context.signal.aborted) {
    log.info(ids, 'paragraph put back');
    await paragraphs.release(claim);
    return;
  }
  const code = error instanceof AppError ? error.code : 'INTERNAL';
  const final = context.lastTry || (error instanceof AppError && error.retry !== 'later');
  log.warn({ ...ids, code, final, err: error }, 'paragraph failed');
  await (final ? paragraphs.fail(claim.paragraphId, code) : paragraphs.release(claim));
}
