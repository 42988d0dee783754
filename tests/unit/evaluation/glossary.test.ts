import { expect, test } from 'vitest';
import { deriveGlossary } from '../../../models/evaluation/derive-glossary.ts';
import type { EvaluationSet } from '../../../models/evaluation/evaluation-set.ts';
import { judgeGlossary } from '../../../models/evaluation/glossary-report.ts';
import { findMissedTerms } from '../../../text/glossary/find-missed-terms.ts';
import { termFinder } from '../../../text/glossary/term-finder.ts';
import { floresLines, hasFlores } from '../../support/flores.ts';

function setOf(...pairs: readonly (readonly [string, string])[]): EvaluationSet {
  const [sources, references] = [pairs.map(([ar]) => ar), pairs.map(([, en]) => en)];
  return { name: 'x', sources, references, fingerprint: '' };
}

test('a name is the widest phrase of three sentences or more, on both sides', () => {
  const set = setOf(
    ['زار الوفد الولايات المتحدة أمس', 'They visited the United States yesterday'],
    ['عاد من الولايات المتحدة', 'He is back from the United States'],
    ['وللولايات المتحدة رأي', 'And the United States think so'],
    ['لا أحد يعرف', 'Nobody knows Paris'],
    ['لا أحد هنا', 'Nobody is here in Paris'],
  );
  expect(deriveGlossary(set)).toEqual([{ source: 'الولايات المتحده', target: 'United States' }]);
});

test('where two words stand in the same sentences, neither is taken for the name', () => {
  const set = setOf(
    ['قال خالد شيئا', 'He said to Khalid'],
    ['قال لي خالد', 'He told Khalid'],
    ['قال إن خالد هنا', 'He says that Khalid is here'],
  );
  expect(deriveGlossary(set)).toEqual([]);
});

test('a report counts places, and scores what changed', () => {
  const term = { source: 'برلمان', target: 'parliament' };
  const report = judgeGlossary({
    plain: ['the house met', 'the parliament met', 'nothing'],
    references: ['the parliament met', 'the parliament met', 'nothing'],
    terms: 1,
    found: [[term], [term], []],
    held: new Map([
      [0, 'the parliament met'],
      [1, 'the parliament met'],
    ]),
    millisecondsWithout: 10,
    millisecondsWith: 30,
  });
  expect(report).toMatchObject({ sentences: 2, places: 2, honouredWithout: 1, honouredWith: 2, changed: 1 });
  expect(report.metrics[1]).toMatchObject({ name: 'chrF2', with: expect.closeTo(100) as number });
  expect(report.metrics[1]!.without).toBeLessThan(100);
});

test.skipIf(!hasFlores)('the references of FLORES dev hold the terms that are made from them', () => {
  const [sources, references] = [floresLines('ar'), floresLines('en')];
  const finder = termFinder(deriveGlossary({ name: '', sources, references, fingerprint: '' }));
  const found = sources.map((source) => [...new Set(finder.find(source).map(({ term }) => term))]);
  const missed = found.flatMap((terms, place) => findMissedTerms(terms, references[place]!));
  expect(found.flat().length).toBeGreaterThan(50);
  expect(missed.length / found.flat().length).toBeLessThan(0.05);
});
