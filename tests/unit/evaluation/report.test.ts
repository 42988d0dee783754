import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildReport, type Evaluated } from '../../../models/evaluation/build-report.ts';
import type { EvaluationSet } from '../../../models/evaluation/evaluation-set.ts';
import { readBaseline } from '../../../models/evaluation/read-baseline.ts';
import { renderReport } from '../../../models/evaluation/render-report.ts';
import { makeReportDirectory, writeReport } from '../../../models/evaluation/write-report.ts';
import type { Translation } from '../../../models/translator.ts';

const set: EvaluationSet = {
  name: 'news',
  sources: ['ذهب الولد إلى المدرسة.', 'كتاب', 'Reuters'],
  references: ['The boy went to the school.', 'A book', 'Reuters'],
  fingerprint: 'f1',
};

const [school, book, reuters] = [
  translated('The boy went to the school.', { confidence: 0.8, targetTokens: 7 }),
  translated('Nothing', { confidence: 0.2, targetTokens: 2, flags: ['low-confidence'] }),
  translated('Reuters', { confidence: null, targetTokens: 0, flags: ['passthrough'], origin: 'passthrough' }),
];

function translated(text: string, more: Partial<Translation>): Translation {
  return { text, confidence: 0.5, flags: [], origin: 'model', sourceTokens: 5, targetTokens: 5, ...more };
}

function evaluated(more: Partial<Evaluated> = {}): Evaluated {
  return {
    model: { id: 'owner/name', revision: 'abc' },
    set,
    translations: [school, book, reuters],
    durationMs: 1500,
    threads: 2,
    createdAt: new Date('2026-11-23T07:00:00Z'),
    baseline: null,
    ...more,
  };
}

describe('a report', () => {
  test('says how fast, how sure and how often flagged', () => {
    const report = buildReport(evaluated());
    expect(report.speed).toMatchObject({ sentencesPerSecond: 2, targetTokensPerSecond: 6, threads: 2 });
    expect(report.flags).toContainEqual({ flag: 'low-confidence', sentences: 1, share: 1 / 3 });
    expect(report.lowConfidence).toMatchObject({ poor: 1, found: 1, precision: 1, recall: 1 });
    expect(report.translations.map(({ chrf }) => Math.round(chrf))).toEqual([100, expect.any(Number), 100]);
  });

  test('of perfect translations scores 100 in both metrics', () => {
    const perfect = set.references.map((text) => translated(text, {}));
    const { metrics } = buildReport(evaluated({ translations: perfect }));
    expect(metrics.map(({ score }) => score)).toEqual([expect.closeTo(100), expect.closeTo(100)]);
  });

  test('reads as tables, with the signatures others need to compare', () => {
    const text = renderReport(buildReport(evaluated()));
    expect(text).toContain('# owner/name on news');
    expect(text).toContain('BLEU: `nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp`');
    expect(text).toMatch(/\| `low-confidence` +\| +1 \| +33\.3 % \|/u);
    expect(text).not.toContain('## Against');
  });

  test('holds nothing of the articles where people read it', () => {
    const text = renderReport(buildReport(evaluated()));
    for (const sentence of [...set.sources.slice(0, 2), ...set.references.slice(0, 2)]) {
      expect(text).not.toContain(sentence);
    }
  });
});

describe('a report on disk', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'muwazi-report-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  test('comes back as it was, beside a text for people', async () => {
    const report = buildReport(evaluated());
    const [json = '', markdown = ''] = await writeReport(report, directory);
    expect(await readBaseline(json, set)).toEqual(report);
    expect(await readFile(markdown, 'utf8')).toBe(`${renderReport(report)}\n`);
  });

  test('is what a later evaluation is compared with', async () => {
    const [json = ''] = await writeReport(buildReport(evaluated()), directory);
    const better = [school, translated('A book', {}), reuters];
    const report = buildReport(evaluated({ translations: better, baseline: await readBaseline(json, set) }));
    const [, chrf] = report.comparison!.metrics;
    expect(chrf!.system.score).toBeGreaterThan(chrf!.baseline.score);
    expect(renderReport(report)).toMatch(/## Against owner\/name, revision abc[^]*\| chrF2 .*\| +\+\d/u);
  });

  test('of other sentences is refused as a baseline', async () => {
    const [json = ''] = await writeReport(buildReport(evaluated()), directory);
    await expect(readBaseline(json, { ...set, fingerprint: 'f2' })).rejects.toThrow(
      refusal(/other sentences/u),
    );
  });

  test.each([
    ['no JSON', 'BLEU 12', /not JSON/u],
    ['other JSON', '{"format":"muwazi-evaluation"}', /not a JSON report/u],
  ])('that is %s is refused as a baseline', async (_, content, why) => {
    const file = join(directory, 'x.json');
    await writeFile(file, content);
    await expect(readBaseline(file, set)).rejects.toThrow(refusal(why));
  });

  test('gets its directory before the work begins, or the run is refused', async () => {
    await makeReportDirectory(join(directory, 'some', 'where'));
    await writeReport(buildReport(evaluated()), join(directory, 'some', 'where'));
    await writeFile(join(directory, 'file'), '');
    await expect(makeReportDirectory(join(directory, 'file', 'below'))).rejects.toThrow(
      refusal(/cannot be written there/u),
    );
  });

  test('that is not there is refused as a baseline', async () => {
    await expect(readBaseline(join(directory, 'none.json'), set)).rejects.toThrow(refusal(/cannot be read/u));
  });
});

function refusal(why: RegExp) {
  return expect.objectContaining({
    code: 'EVALUATION_FILE_UNUSABLE',
    message: expect.stringMatching(why) as string,
  }) as Error;
}
