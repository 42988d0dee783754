import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimParagraphs } from '../../support/play-worker.ts';
import { articleOf, openTestStore, segmentsOf, type TestStore } from '../../support/test-store.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.discard());

/** Stores an article and resolves with its id and those of its paragraphs. */
async function submit(
  texts: readonly string[],
): Promise<{ readonly id: string; readonly paragraphIds: string[] }> {
  const { id } = await store.documents.create(articleOf(texts));
  const paragraphIds: string[] = [];
  await store.outbox.relay(1_000, (entries) => {
    paragraphIds.push(
      ...entries.filter((entry) => entry.documentId === id).map((entry) => entry.paragraphId),
    );
    return Promise.resolve();
  });
  return { id, paragraphIds };
}

async function segmentTexts(documentId: string): Promise<readonly string[]> {
  const { items } = await store.documents.listSegments(documentId, { limit: 500 });
  return items.map(({ targetText }) => targetText);
}

test('a claim carries the text exactly as it came', async () => {
  const text = ' نصٌّ مُشَكَّل\t«مع»  ZWJ\u200d ورمز 🇸🇾 و\u0640تطويل';
  const { id, paragraphIds } = await submit([text]);
  expect(await store.paragraphs.claim(paragraphIds[0]!, 0)).toEqual({
    documentId: id,
    paragraphId: paragraphIds[0],
    attempt: 1,
    text,
    memory: true,
    priority: 'normal',
    glossary: null,
  });
});

test('a segment comes back as it was committed', async () => {
  const { id, paragraphIds } = await submit(['مرحبا 12']);
  const claim = await store.paragraphs.claim(paragraphIds[0]!, 0);
  const [word, number] = segmentsOf('مرحبا 12');
  const segments = [
    { ...word!, confidence: 0.25, flags: ['repetition', 'low-confidence'] as const },
    {
      ...number!,
      confidence: null,
      flags: ['passthrough'] as const,
      origin: 'passthrough' as const,
      model: null,
    },
  ];
  expect(await store.paragraphs.commit(claim!, segments)).toBe('committed');
  const { items } = await store.documents.listSegments(id, { limit: 10 });
  expect(items).toMatchObject(segments);
  expect(items.map(({ segmentId }) => segmentId)).toEqual([`${paragraphIds[0]!}.0`, `${paragraphIds[0]!}.1`]);
});

test('only the newest claim commits: the worker that was taken for dead changes nothing', async () => {
  const { id, paragraphIds } = await submit(['نص']);
  const lost = await store.paragraphs.claim(paragraphIds[0]!, 0);
  const newest = await store.paragraphs.claim(paragraphIds[0]!, 0);
  expect(newest?.attempt).toBe(2);
  expect(await store.paragraphs.commit(lost!, segmentsOf('قديم'))).toBe('superseded');
  await store.paragraphs.release(lost!);
  expect(await store.documents.find(id)).toMatchObject({ status: 'running', paragraphs: { running: 1 } });
  expect(await store.paragraphs.commit(newest!, segmentsOf('نص'))).toBe('committed');
  expect(await store.paragraphs.commit(lost!, segmentsOf('قديم'))).toBe('superseded');
  expect(await segmentTexts(id)).toEqual(['<نص>']);
});

test('a commit whose answer was lost may be sent again', async () => {
  const { id, paragraphIds } = await submit(['نص آخر']);
  const claim = await store.paragraphs.claim(paragraphIds[0]!, 0);
  expect(await store.paragraphs.commit(claim!, segmentsOf('نص آخر'))).toBe('committed');
  expect(await store.paragraphs.commit(claim!, segmentsOf('نص آخر'))).toBe('committed');
  expect(await segmentTexts(id)).toEqual(['<نص>', '<آخر>']);
  expect(await store.documents.find(id)).toMatchObject({ status: 'done', paragraphs: { done: 1 } });
});

test('two commits of one claim at the same moment leave one translation', async () => {
  const { id, paragraphIds } = await submit(['نص']);
  const claim = await store.paragraphs.claim(paragraphIds[0]!, 0);
  await Promise.all(Array.from({ length: 8 }, () => store.paragraphs.commit(claim!, segmentsOf('نص'))));
  expect(await segmentTexts(id)).toEqual(['<نص>']);
  expect(await store.documents.find(id)).toMatchObject({ paragraphs: { total: 1, done: 1, running: 0 } });
});

test('a released paragraph can be claimed again and keeps its count of attempts', async () => {
  const { id, paragraphIds } = await submit(['نص']);
  await store.paragraphs.release((await store.paragraphs.claim(paragraphIds[0]!, 0))!);
  expect(await store.documents.find(id)).toMatchObject({ status: 'queued', paragraphs: { queued: 1 } });
  expect((await store.paragraphs.claim(paragraphIds[0]!, 0))?.attempt).toBe(2);
});

test('a finished paragraph stays as it is', async () => {
  const { id, paragraphIds } = await submit(['تم', 'فشل']);
  const [done, failed] = paragraphIds;
  await store.paragraphs.commit((await store.paragraphs.claim(done!, 0))!, segmentsOf('تم'));
  const lost = await store.paragraphs.claim(failed!, 0);
  await store.paragraphs.failEntry({ paragraphId: failed!, generation: 0 }, 'WORKER_LOST');
  const before = await store.documents.find(id);

  await store.paragraphs.failEntry({ paragraphId: done!, generation: 0 }, 'WORKER_LOST');
  await store.paragraphs.failEntry({ paragraphId: failed!, generation: 0 }, 'TRANSLATION_FAILED');
  expect(await store.paragraphs.commit(lost!, segmentsOf('فشل'))).toBe('superseded');
  expect(await store.paragraphs.claim(done!, 0)).toBeUndefined();
  expect(await store.paragraphs.claim(failed!, 0)).toBeUndefined();
  expect(await store.documents.find(id)).toEqual(before);
});

test('a worker that was taken for dead fails nothing that another one is translating', async () => {
  const { id, paragraphIds } = await submit(['نص']);
  const lost = await store.paragraphs.claim(paragraphIds[0]!, 0);
  const newest = await store.paragraphs.claim(paragraphIds[0]!, 0);
  expect(await store.paragraphs.failClaim(lost!, 'TRANSLATION_FAILED')).toBe('superseded');
  expect(await store.paragraphs.commit(newest!, segmentsOf('نص'))).toBe('committed');
  expect(await store.documents.find(id)).toMatchObject({
    status: 'done',
    paragraphs: { done: 1, failed: 0 },
  });
});

test('after a pause and a resume the old job finds nothing to do, and can fail nothing', async () => {
  const { id, paragraphIds } = await submit(['نص']);
  const stale = { paragraphId: paragraphIds[0]!, generation: 0 };
  await store.documents.act(id, 'pause');
  await store.documents.act(id, 'resume');
  expect(await store.paragraphs.claim(stale.paragraphId, stale.generation)).toBeUndefined();
  const [claim] = await claimParagraphs(store);
  expect(await store.paragraphs.claim(stale.paragraphId, stale.generation)).toBeUndefined();
  expect(await store.paragraphs.failEntry(stale, 'WORKER_LOST')).toBe('superseded');
  expect(await store.paragraphs.commit(claim!, segmentsOf('نص'))).toBe('committed');
  expect(await store.documents.find(id)).toMatchObject({
    status: 'done',
    paragraphs: { done: 1, failed: 0 },
  });
});

test('a paragraph nobody stored is nothing to do', async () => {
  expect(await store.paragraphs.claim('0190163d-8694-739b-aea5-966c26f8ad91', 0)).toBeUndefined();
  expect(await store.paragraphs.claim('not an id', 0)).toBeUndefined();
  await expect(
    store.paragraphs.failEntry({ paragraphId: 'not an id', generation: 0 }, 'WORKER_LOST'),
  ).resolves.toBe('superseded');
});

test('workers that commit all paragraphs of an article at once finish it once', async () => {
  const texts = Array.from({ length: 60 }, (_, n) => `فقرة ${n}`);
  const { id, paragraphIds } = await submit(texts);
  const outcomes = await Promise.all(
    paragraphIds.map(async (paragraphId) => {
      const claim = await store.paragraphs.claim(paragraphId, 0);
      return store.paragraphs.commit(claim!, segmentsOf(claim!.text));
    }),
  );
  expect(new Set(outcomes)).toEqual(new Set(['committed']));
  const document = await store.documents.find(id);
  expect(document).toMatchObject({
    status: 'done',
    paragraphs: { total: 60, done: 60, queued: 0, running: 0 },
  });
});
