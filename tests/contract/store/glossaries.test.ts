import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GlossaryEntry } from '../../../core/glossary.ts';
import type { GlossaryChange, GlossaryWrite } from '../../../store/glossary-store.ts';
import { termKeyOf } from '../../../text/glossary/term-finder.ts';
import { claimParagraphs } from '../../support/play-worker.ts';
import { articleOf, openTestStore, type TestStore } from '../../support/test-store.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(async () => {
  await store.discard();
});

const parliament = { source: 'البرلمان', target: 'parliament', note: null };
const council = { source: 'مجلس الأمن', target: 'Security Council', note: 'of the United Nations' };

function write(
  collection: string,
  terms: readonly GlossaryEntry[],
  change: Partial<GlossaryWrite> = {},
): Promise<GlossaryChange> {
  const keyed = terms.map((term) => ({ ...term, key: termKeyOf(term.source) }));
  return store.glossaries.write({
    collection,
    terms: keyed,
    mode: 'merge',
    basedOn: null,
    mostTerms: 3,
    ...change,
  });
}

test('terms come back as they were written, and the same terms change nothing', async () => {
  expect(await store.glossaries.read('one')).toBeUndefined();
  const first = await write('one', [parliament, council]);
  expect(first).toMatchObject({ terms: 2, added: 2, changed: 0, unchanged: 0, removed: 0 });
  const { terms, revision } = (await store.glossaries.read('one'))!;
  expect(terms).toEqual([parliament, council]);
  expect(revision).toBe(first.revision);
  expect(await write('one', [council, parliament])).toMatchObject({ revision, unchanged: 2 });
});

test('a merge adds and changes, a replacement also takes away', async () => {
  await write('two', [parliament, council]);
  const spelling = { ...council, source: 'مجلس الامن', note: null };
  expect(await write('two', [spelling])).toMatchObject({ terms: 2, added: 0, changed: 1, removed: 0 });
  expect((await store.glossaries.read('two'))?.terms).toEqual([parliament, spelling]);
  const replaced = await write('two', [spelling], { mode: 'replace' });
  expect(replaced).toMatchObject({ terms: 1, unchanged: 1, removed: 1 });
  expect((await store.glossaries.read('two'))?.terms).toEqual([spelling]);
});

test('of two who start from the same revision one is refused, and nothing of his is stored', async () => {
  const { revision } = await write('three', [parliament]);
  const outcomes = await Promise.allSettled([
    write('three', [{ ...parliament, target: 'Parliament' }], { basedOn: revision }),
    write('three', [{ ...parliament, target: 'the house' }], { basedOn: revision }),
  ]);
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(refused).toMatchObject([{ code: 'GLOSSARY_CHANGED' }]);
  await expect(write('new', [parliament], { basedOn: 7 })).rejects.toMatchObject({
    code: 'GLOSSARY_CHANGED',
  });
  expect(await store.glossaries.read('new')).toBeUndefined();
});

test('a merge beyond the limit stores nothing', async () => {
  await write('four', [parliament, council]);
  const more = ['واحد', 'اثنان'].map((source) => ({ source, target: 'x', note: null }));
  await expect(write('four', more)).rejects.toMatchObject({ code: 'GLOSSARY_TOO_LARGE' });
  expect((await store.glossaries.read('four'))?.terms).toHaveLength(2);
});

test('one that was deleted and made anew has another revision', async () => {
  const { revision } = await write('five', [parliament]);
  expect(await store.glossaries.delete('five')).toBe(true);
  expect(await store.glossaries.delete('five')).toBe(false);
  expect(await store.glossaries.read('five')).toBeUndefined();
  expect((await write('five', [parliament])).revision).not.toBe(revision);
});

test('who claims a paragraph is told which glossary its collection has', async () => {
  const { revision } = await write('six', [parliament]);
  await store.documents.create(articleOf(['واحد'], { collection: 'six' }));
  await store.documents.create(articleOf(['اثنان'], { collection: 'without' }));
  const claims = await claimParagraphs(store);
  expect(claims.map(({ text, glossary }) => [text, glossary])).toEqual([
    ['واحد', { collection: 'six', revision }],
    ['اثنان', null],
  ]);
});
