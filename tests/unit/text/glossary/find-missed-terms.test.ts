import { expect, test } from 'vitest';
import { findMissedTerms } from '../../../../text/glossary/find-missed-terms.ts';

function isMissed(term: string, target: string): boolean {
  return findMissedTerms([{ source: 'x', target: term }], target).length === 1;
}

test.each([
  ['House of Representatives', 'The House of Representatives met.'],
  ['parliament', 'Parliament met.'],
  ['House  of\nRepresentatives', 'the House of  Representatives'],
  ['U.S.', 'in the U.S. today'],
  ['EU', '(EU)'],
  ['élan', 'Élan vital'],
])('%j stands in %j', (term, target) => {
  expect(isMissed(term, target)).toBe(false);
});

test.each([
  ['House of Representatives', 'The House of representatives met.'],
  ['House', 'Households'],
  ['art', 'part'],
  ['parliament', 'parliaments'],
  ['World Bank', 'world bank'],
  ['EU', ''],
])('%j does not stand in %j', (term, target) => {
  expect(isMissed(term, target)).toBe(true);
});

test('of several terms those are named that are missing', () => {
  const terms = [
    { source: 'أ', target: 'one' },
    { source: 'ب', target: 'two' },
  ];
  expect(findMissedTerms(terms, 'one thing')).toEqual(terms.slice(1));
});
