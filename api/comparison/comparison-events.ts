import { AppError } from '../../core/app-error.ts';
import type { Comparison, ComparisonStep } from '../../core/model-comparison.ts';
import { eventText } from '../events/event-text.ts';
import { problemOf } from '../http/problem.ts';
import type { ArticleToCompare } from './article-to-compare.ts';

/**
 * A comparison as server-sent events: `start`, `loaded` once for each model, `translated` once for each sentence and model, `end`. Where it
 * fails, `problem` instead of `end`: a stream without either was cut off.
 */
export async function* comparisonEvents(
  { models, steps }: Comparison,
  { sentences, total }: ArticleToCompare,
  requestId: string,
): AsyncGenerator<string, void, undefined> {
  yield eventText('start', { models, sentences, total });
  try {
    for await (const step of steps) yield stepText(step);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    yield eventText('problem', problemOf(error, requestId));
    return;
  }
  yield eventText('end', {});
}

function stepText({ kind, ...step }: ComparisonStep): string {
  return eventText(kind, step);
}
