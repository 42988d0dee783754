import type { EvaluationReport } from './evaluation-report.ts';
import type { GlossaryReport } from './glossary-report.ts';
import { markdownTable } from './markdown-table.ts';

/** The report as Markdown, for people: on the terminal and in a file. No text of the set is in it. */
export function renderReport(report: EvaluationReport): string {
  const { model, set, createdAt } = report;
  return [
    `# ${model.id} on ${set.name}`,
    `Revision ${model.revision}, ${set.sentences} sentences, ${createdAt.slice(0, 10)}.`,
    renderScores(report),
    ...(report.comparison === null ? [] : [renderComparison(report.comparison)]),
    renderSpeed(report),
    renderFlags(report),
    renderReliability(report),
    renderLowConfidence(report),
    ...(report.glossary === undefined ? [] : [renderGlossary(report.glossary)]),
  ].join('\n\n');
}

function renderScores({ metrics }: EvaluationReport): string {
  return [
    markdownTable(
      ['metric', 'score'],
      metrics.map(({ name, score }) => [name, score.toFixed(2)]),
    ),
    ...metrics.map(({ name, signature }) => `${name}: \`${signature}\``),
  ].join('\n\n');
}

function renderComparison({
  baseline,
  samples,
  seed,
  metrics,
}: NonNullable<EvaluationReport['comparison']>): string {
  const rows = metrics.map(({ name, system, baseline: before, pValue }) => [
    name,
    `${before.score.toFixed(2)} (${before.mean.toFixed(2)} ± ${before.halfWidth.toFixed(2)})`,
    `${system.score.toFixed(2)} (${system.mean.toFixed(2)} ± ${system.halfWidth.toFixed(2)})`,
    signed(system.score - before.score),
    pValue.toFixed(3),
  ]);
  return [
    `## Against ${baseline.id}, revision ${baseline.revision}`,
    markdownTable(['metric', 'before', 'now', 'difference', 'p'], rows),
    `Paired bootstrap, ${samples} samples, seed ${seed}. In brackets: mean and 95 % interval. Below p = 0.05 the difference is called significant.`,
  ].join('\n\n');
}

function renderSpeed({ speed }: EvaluationReport): string {
  const row = [
    String(speed.threads),
    (speed.durationMs / 1000).toFixed(1),
    speed.sentencesPerSecond.toFixed(1),
    speed.targetTokensPerSecond.toFixed(0),
  ];
  return ['## Speed', markdownTable(['threads', 'seconds', 'sentences/s', 'output tokens/s'], [row])].join(
    '\n\n',
  );
}

function renderFlags({ flags }: EvaluationReport): string {
  const rows = flags.map(({ flag, sentences, share }) => [`\`${flag}\``, String(sentences), percent(share)]);
  return ['## Flags', markdownTable(['flag', 'sentences', 'share'], rows)].join('\n\n');
}

function renderReliability({ reliability }: EvaluationReport): string {
  const rows = reliability.map((bin) => [
    `${bin.from.toFixed(1)}–${bin.to.toFixed(1)}`,
    String(bin.sentences),
    bin.meanConfidence?.toFixed(2) ?? '–',
    bin.meanChrf?.toFixed(1) ?? '–',
  ]);
  return [
    '## Confidence and quality',
    markdownTable(['confidence', 'sentences', 'mean confidence', 'mean chrF'], rows),
  ].join('\n\n');
}

function renderLowConfidence({ lowConfidence }: EvaluationReport): string {
  const { poorBelowChrf, poor, flagged, found, precision, recall } = lowConfidence;
  return (
    `Of ${poor} poor sentences (chrF below ${poorBelowChrf}), \`low-confidence\` marks ${found} ` +
    `(recall ${percent(recall)}); of the ${flagged} it marks, ${found} are poor (precision ${percent(precision)}).`
  );
}

function renderGlossary(glossary: GlossaryReport): string {
  const { terms, sentences, places, honouredWithout, honouredWith, changed } = glossary;
  const row = (
    what: string,
    { name, without, with: held, pValue }: GlossaryReport['metrics'][number],
  ): readonly string[] => [`${name}, ${what}`, without.toFixed(2), held.toFixed(2), pValue.toFixed(3)];
  const perSentence = (milliseconds: number): string => (milliseconds / Math.max(1, sentences)).toFixed(1);
  const times = [glossary.millisecondsWithout, glossary.millisecondsWith].map(perSentence);
  const shares = [honouredWithout, honouredWith].map((one) => percent(places === 0 ? null : one / places));
  return [
    '## With a glossary',
    `${terms} terms, in ${places} places of ${sentences} sentences; ${changed} of these came out otherwise.`,
    markdownTable(
      ['', 'without', 'with', 'p'],
      [
        ['terms honoured', ...shares, ''],
        ['milliseconds a sentence', ...times, ''],
        ...glossary.sentenceMetrics.map((metric) => row('these sentences', metric)),
        ...glossary.metrics.map((metric) => row('all', metric)),
      ],
    ),
  ].join('\n\n');
}

/** 0.125 → 12.5 %; a dash where there is nothing to take a share of. */
function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`;
}

function signed(difference: number): string {
  return `${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(2)}`;
}
