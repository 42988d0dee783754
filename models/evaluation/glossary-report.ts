import { Type, type Static } from 'typebox';
import type { GlossaryTerm } from '../../core/glossary.ts';
import { findMissedTerms } from '../../text/glossary/find-missed-terms.ts';
import { bleu } from './bleu.ts';
import { chrf } from './chrf.ts';
import { drawSamples, defaultSamples } from './draw-samples.ts';
import { countAll, type Metric } from './metric.ts';
import { compareByBootstrap } from './paired-bootstrap.ts';

const count = Type.Integer({ minimum: 0 });
const score = Type.Number({ minimum: 0, maximum: 100.000001 });
const compared = Type.Object({ name: Type.String(), without: score, with: score, pValue: Type.Number() });

/** What a glossary that was derived from the set does; times are of the sentences with terms alone. */
export const glossaryReportSchema = Type.Object({
  terms: count,
  sentences: count,
  /** Places where a term stands in a source, and how many have its English in the translation. */
  places: count,
  honouredWithout: count,
  honouredWith: count,
  /** Sentences that the glossary made other than they were. */
  changed: count,
  millisecondsWithout: Type.Number({ minimum: 0 }),
  millisecondsWith: Type.Number({ minimum: 0 }),
  /** Over the sentences with terms. */
  sentenceMetrics: Type.Array(compared),
  /** Over the whole set. */
  metrics: Type.Array(compared),
});
export type GlossaryReport = Static<typeof glossaryReportSchema>;

/** Two translations of the sentences with terms, and what is needed to judge them. */
interface GlossaryRun {
  /** The whole set, translated without a glossary. */
  readonly plain: readonly string[];
  readonly references: readonly string[];
  readonly terms: number;
  /** The terms that stand in each sentence of the set. */
  readonly found: readonly (readonly GlossaryTerm[])[];
  /** Translations with terms, by place in the set; of the sentences that have some. */
  readonly held: ReadonlyMap<number, string>;
  readonly millisecondsWithout: number;
  readonly millisecondsWith: number;
}

/** Pure. */
export function judgeGlossary(run: GlossaryRun): GlossaryReport {
  const { plain, references, found, held } = run;
  const targets = plain.map((text, place) => held.get(place) ?? text);
  const places = [...held.keys()];
  const honoured = (texts: readonly string[]): number =>
    found.reduce(
      (sum, terms, place) => sum + terms.length - findMissedTerms(terms, texts[place] ?? '').length,
      0,
    );
  const at = (texts: readonly string[]): readonly string[] => places.map((place) => texts[place] ?? '');
  return {
    terms: run.terms,
    sentences: places.length,
    places: found.reduce((sum, terms) => sum + terms.length, 0),
    honouredWithout: honoured(plain),
    honouredWith: honoured(targets),
    changed: places.filter((place) => targets[place] !== plain[place]).length,
    millisecondsWithout: run.millisecondsWithout,
    millisecondsWith: run.millisecondsWith,
    sentenceMetrics: compare(at(plain), at(targets), at(references)),
    metrics: compare(plain, targets, references),
  };
}

function compare(
  without: readonly string[],
  held: readonly string[],
  references: readonly string[],
): GlossaryReport['metrics'] {
  return [bleu, chrf].map((metric: Metric) => {
    const { baseline, system, pValue } = compareByBootstrap(
      metric,
      { baseline: countAll(metric, without, references), system: countAll(metric, held, references) },
      drawSamples(references.length, defaultSamples),
    );
    return { name: metric.name, without: baseline.score, with: system.score, pValue };
  });
}
