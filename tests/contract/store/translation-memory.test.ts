import { afterAll, beforeAll, expect, test } from 'vitest';
import { segmentIdOf } from '../../../core/segment.ts';
import type { NewSegment } from '../../../store/paragraph-store.ts';
import { memoryKeyOf, termsKeyOf } from '../../../workers/memory-key.ts';
import { claimParagraphs } from '../../support/play-worker.ts';
import { articleOf, openTestStore, type TestStore } from '../../support/test-store.ts';

const model = { id: 'test', revision: '1' };

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(async () => {
  await store.discard();
});

/** Stores an article of one sentence with its translation; resolves with the ids. */
async function remember(
  sourceText: string,
  change: Partial<NewSegment> = {},
): Promise<{ readonly documentId: string; readonly segmentId: string }> {
  await store.documents.create(articleOf([sourceText]));
  const [claim] = await claimParagraphs(store);
  const segment: NewSegment = {
    position: 0,
    start: 0,
    end: sourceText.length,
    sourceText,
    targetText: `<${sourceText}>`,
    confidence: 0.5,
    flags: [],
    origin: 'model',
    model,
    memoryKey: memoryKeyOf(sourceText),
    ...change,
  };
  await store.paragraphs.commit(claim!, [segment]);
  return { documentId: claim!.documentId, segmentId: segmentIdOf(claim!.paragraphId, 0) };
}

async function recallOne(
  sourceText: string,
  by = model,
  termsKey: string | null = null,
): Promise<string | undefined> {
  const key = memoryKeyOf(sourceText);
  const found = (await store.memory.recall([{ key, termsKey }], by)).get(key);
  return (found?.byPerson ?? found?.byModel)?.targetText;
}

test('a sentence is found again with everything that was said about it', async () => {
  await remember('جملة أولى', { confidence: 0.25, flags: ['number-mismatch'] });
  const key = memoryKeyOf('جملة أولى');
  const wanted = [memoryKeyOf('غيرها'), key, key].map((one) => ({ key: one, termsKey: null }));
  const byModel = { targetText: '<جملة أولى>', confidence: 0.25, flags: ['number-mismatch'], model };
  expect([...(await store.memory.recall(wanted, model))]).toEqual([[key, { byPerson: null, byModel }]]);
});

test('another revision of the model translates for itself', async () => {
  await remember('جملة ثانية');
  expect(await recallOne('جملة ثانية', { ...model, revision: '2' })).toBeUndefined();
  expect(await recallOne('جملة ثانية', { ...model, id: 'other' })).toBeUndefined();
  expect(await recallOne('جملة ثانية')).toBe('<جملة ثانية>');
});

test.each(['repetition', 'truncated'] as const)(
  'a translation flagged %s is not used again',
  async (flag) => {
    await remember(`جملة ${flag}`, { flags: ['low-confidence', flag] });
    expect(await recallOne(`جملة ${flag}`)).toBeUndefined();
  },
);

test.each(['passthrough', 'memory'] as const)('what came as %s is not used again', async (origin) => {
  await remember(`جملة ${origin}`, { origin });
  expect(await recallOne(`جملة ${origin}`)).toBeUndefined();
});

test("a person's text wins over every model, and over later machine texts", async () => {
  const { documentId, segmentId } = await remember('جملة ثالثة');
  const edit = {
    segmentId,
    sourceText: 'جملة ثالثة',
    targetText: 'By a person',
    revision: 0,
    line: 1,
  };
  await store.revisions.apply(documentId, [edit], { author: null });
  await remember('جملة ثالثة', { targetText: 'by a machine, later' });
  expect(await recallOne('جملة ثالثة')).toBe('By a person');
  expect(await recallOne('جملة ثالثة', { id: 'other', revision: '9' })).toBe('By a person');
});

test('what was translated with other terms, or with none, is not used again', async () => {
  const source = 'اجتمع البرلمان';
  const [parliament, house] = ['parliament', 'House of Representatives'].map((target) =>
    termsKeyOf([{ source: 'برلمان', target }]),
  );
  await remember(source, { targetText: 'plain' });
  await remember(source, { targetText: 'with parliament', termsKey: parliament! });
  expect(await recallOne(source)).toBe('plain');
  expect(await recallOne(source, model, parliament)).toBe('with parliament');
  expect(await recallOne(source, model, house)).toBeUndefined();
});

test("a person's text is handed over beside the machine's of the same terms", async () => {
  const source = 'اجتمع البرلمان اليوم';
  const termsKey = termsKeyOf([{ source: 'برلمان', target: 'parliament' }])!;
  const { documentId, segmentId } = await remember(source);
  const edit = { segmentId, sourceText: source, targetText: 'By a person', revision: 0, line: 1 };
  await store.revisions.apply(documentId, [edit], { author: null });
  await remember(source, { targetText: 'with parliament', termsKey });
  const key = memoryKeyOf(source);
  expect((await store.memory.recall([{ key, termsKey }], model)).get(key)).toMatchObject({
    byPerson: { targetText: 'By a person', model: null },
    byModel: { targetText: 'with parliament', model },
  });
});

test('what is deleted is forgotten', async () => {
  const { documentId } = await remember('جملة رابعة');
  await store.documents.delete(documentId);
  expect(await recallOne('جملة رابعة')).toBeUndefined();
});

test('a worker is told whether the sender wants the memory used', async () => {
  await store.documents.create(articleOf(['واحد']));
  await store.documents.create(articleOf(['اثنان'], { memory: false }));
  const claims = await claimParagraphs(store);
  expect(claims.map(({ text, memory }) => [text, memory])).toEqual([
    ['واحد', true],
    ['اثنان', false],
  ]);
});
