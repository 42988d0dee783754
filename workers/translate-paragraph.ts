import { AppError, appError } from '../core/app-error.ts';
import type { ErrorCode } from '../core/error-catalogue.ts';
import { limits } from '../core/limits.ts';
import type { ParagraphJob } from '../queue/paragraph-job.ts';
import type { JobContext } from '../queue/paragraph-queue.ts';
import type { NewSegment, ParagraphClaim, ParagraphStore } from '../store/paragraph-store.ts';
import { splitSentences } from '../text/split-sentences.ts';
import type { FinderOf } from './remember-glossaries.ts';
import { translateSentences, type TranslateSentencesDependencies } from './translate-sentences.ts';

export interface TranslateParagraphDependencies extends TranslateSentencesDependencies {
  readonly paragraphs: ParagraphStore;
  readonly finderOf: FinderOf;
  /** Milliseconds from any fixed point; only differences are used. */
  readonly nowMs: () => number;
}

/*
 * A paragraph is `queued`, then `running(attempt)`, then `done` or `failed`.
 *
 *   queued ──claim──► running(n) ──commit──► done
 *                        │  ├─ model or commit failed, tries left ► queued (the queue waits and tries again)
 *                        │  ├─ ... failed for the last time ──────► failed(code)
 *                        │  ├─ the worker stops ──────────────────► queued
 *                        │  └─ the store is away ─────────────────► nothing, it would not hear us: the queue waits and
 *                        │                                          runs the job again, whose claim is n + 1
 *                        └─ the lock is lost, or the process dies ► nothing: whoever claims n + 1 commits;
 *                                                                   a commit that still carries n is refused
 *
 * A claim that the store refuses for a reason of its own leaves the paragraph as it was; for the last time, it is failed(code).
 *
 * The commit is the only write of a translation. Everything before it may happen twice.
 */

/** Translates the paragraph of `job` and commits it. Resolves also when there is nothing to do; rejects to be tried again. */
export async function translateParagraph(
  job: ParagraphJob,
  context: JobContext,
  dependencies: TranslateParagraphDependencies,
): Promise<void> {
  const { counter, log } = dependencies;
  const startedAtMs = dependencies.nowMs();
  const ids = { documentId: job.documentId, paragraphId: job.paragraphId };
  const claim = await claimParagraph(job, context, dependencies);
  if (claim === undefined) {
    log.debug(ids, 'paragraph needs no work');
    return;
  }
  const ended = counter.begun(ids);
  try {
    await translateClaimed(claim, context, startedAtMs, dependencies);
  } finally {
    ended();
  }
}

async function translateClaimed(
  claim: ParagraphClaim,
  context: JobContext,
  startedAtMs: number,
  dependencies: TranslateParagraphDependencies,
): Promise<void> {
  const { paragraphs, counter, log, nowMs } = dependencies;
  const ids = { documentId: claim.documentId, paragraphId: claim.paragraphId };
  let segments: readonly NewSegment[];
  let outcome: 'committed' | 'superseded';
  try {
    segments = await translateText(claim, context.signal, dependencies);
    outcome = await paragraphs.commit(claim, segments);
  } catch (error) {
    if (!isOutage(error)) await giveUp(claim, context, error, dependencies);
    throw error;
  }
  const durationMs = Math.round(nowMs() - startedAtMs);
  if (outcome === 'committed') counter.done(segments, durationMs);
  const remembered = segments.filter(({ origin }) => origin === 'memory').length;
  log.info(
    { ...ids, attempt: claim.attempt, segments: segments.length, remembered, outcome, durationMs },
    'paragraph translated',
  );
}

/** Without a claim nobody fails the paragraph later but the queue, which does not know why. */
async function claimParagraph(
  job: ParagraphJob,
  context: JobContext,
  { paragraphs, counter, log }: TranslateParagraphDependencies,
): Promise<ParagraphClaim | undefined> {
  const { documentId, paragraphId, generation } = job;
  try {
    return await paragraphs.claim(paragraphId, generation);
  } catch (error) {
    if (isOutage(error) || context.signal.aborted) throw error;
    const { code, final } = verdictOn(error, context);
    log.warn({ documentId, paragraphId, code, final, err: error }, 'paragraph not claimed');
    if (final) counter.failed();
    else counter.retried();
    if (final) await paragraphs.failEntry({ paragraphId, generation }, code);
    throw error;
  }
}

async function translateText(
  { text, memory, priority, glossary }: ParagraphClaim,
  signal: AbortSignal,
  dependencies: TranslateParagraphDependencies,
): Promise<readonly NewSegment[]> {
  const spans = splitSentences(text, limits.sentenceChars);
  const sources = spans.map((span) => text.slice(span.start, span.end));
  const finder = await dependencies.finderOf(glossary);
  const sentences = await translateSentences(
    sources,
    { signal, useMemory: memory, isUrgent: priority === 'interactive', finder },
    dependencies,
  );
  return spans.map((span, position) => {
    const [sourceText, sentence] = [sources[position], sentences[position]];
    if (sourceText === undefined || sentence === undefined) throw appError('INTERNAL', []);
    return { position, ...span, sourceText, ...sentence };
  });
}

/** The queue knows this code as well: it costs the job no try. */
function isOutage(error: unknown): boolean {
  return error instanceof AppError && error.code === 'STORE_UNAVAILABLE';
}

interface Verdict {
  readonly code: ErrorCode;
  /** Nobody tries again. */
  readonly final: boolean;
}

function verdictOn(error: unknown, { lastTry }: JobContext): Verdict {
  if (!(error instanceof AppError)) return { code: 'INTERNAL', final: lastTry };
  return { code: error.code, final: lastTry || error.retry !== 'later' };
}

async function giveUp(
  claim: ParagraphClaim,
  context: JobContext,
  error: unknown,
  { paragraphs, counter, log }: TranslateParagraphDependencies,
): Promise<void> {
  const ids = { documentId: claim.documentId, paragraphId: claim.paragraphId, attempt: claim.attempt };
  if (context.signal.aborted) {
    log.info(ids, 'paragraph put back');
    await paragraphs.release(claim);
    return;
  }
  const { code, final } = verdictOn(error, context);
  log.warn({ ...ids, code, final, err: error }, 'paragraph failed');
  if (final) counter.failed();
  else counter.retried();
  await (final ? paragraphs.failClaim(claim, code) : paragraphs.release(claim));
}
