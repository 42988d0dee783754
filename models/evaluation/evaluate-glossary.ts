import { termFinder } from '../../text/glossary/term-finder.ts';
import type { Translator } from '../translator.ts';
import { deriveGlossary } from './derive-glossary.ts';
import type { EvaluationSet } from './evaluation-set.ts';
import { judgeGlossary, type GlossaryReport } from './glossary-report.ts';

/**
 * Holds a model to a glossary made from the set, and compares with `plain`, its translations without one. The sentences
 * with terms are translated twice more, without the others: with terms, and without them for the time alone.
 */
export async function evaluateGlossary(
  translator: Translator,
  set: EvaluationSet,
  plain: readonly string[],
): Promise<GlossaryReport> {
  const glossary = deriveGlossary(set);
  const finder = termFinder(glossary);
  const found = set.sources.map((source) => [...new Set(finder.find(source).map(({ term }) => term))]);
  const places = found.flatMap((terms, place) => (terms.length > 0 ? [place] : []));
  const sources = places.map((place) => set.sources[place] ?? '');
  const terms = places.map((place) => found[place] ?? []);
  const { signal } = new AbortController();
  const without = await timed(() => translator.translate(sources, { signal }));
  const held = await timed(() => translator.translate(sources, { signal, terms }));
  return judgeGlossary({
    plain,
    references: set.references,
    terms: glossary.length,
    found,
    held: new Map(places.map((place, index) => [place, held.result[index]?.text ?? ''])),
    millisecondsWithout: without.durationMs,
    millisecondsWith: held.durationMs,
  });
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly durationMs: number }> {
  const begun = performance.now();
  const result = await work();
  return { result, durationMs: performance.now() - begun };
}
