import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlignedRow } from '../../../core/alignment.ts';
import type { Segment } from '../../../core/segment.ts';
import type { NewDocument } from '../../../store/document-store.ts';
import type { ExportSelection } from '../../../store/export-store.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import { articleOf, openTestStore, segmentsOf, type TestStore } from '../../support/test-store.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.discard());

const signal = new AbortController().signal;

async function translated(
  article: NewDocument,
  translate: (text: string) => readonly Segment[] = segmentsOf,
): Promise<string> {
  const { id } = await store.documents.create(article);
  await translateParagraphs(store, { most: 100_000, translate });
  return id;
}

async function read(given: Partial<ExportSelection>): Promise<Map<string, AlignedRow[]>> {
  const selection = { status: 'done' as const, ...given };
  const { asOf } = await store.exports.inspect(selection);
  const found = new Map<string, AlignedRow[]>();
  for await (const { document, rows } of store.exports.stream(selection, { asOf, signal })) {
    const own: AlignedRow[] = [];
    for await (const row of rows) own.push(row);
    found.set(document.id, own);
  }
  return found;
}

async function rowsOf(documentId: string): Promise<readonly AlignedRow[]> {
  const rows: AlignedRow[] = [];
  for await (const row of store.documents.streamRows(documentId, { signal })) rows.push(row);
  return rows;
}

/** Even words are sure and plain; odd ones are doubtful and flagged; a word in Latin was no model's. */
function judged(text: string): readonly Segment[] {
  return segmentsOf(text).map((segment, index) => {
    if (/[a-z]/.test(segment.sourceText))
      return { ...segment, origin: 'passthrough', confidence: null, model: null, flags: ['passthrough'] };
    return index % 2 === 0
      ? { ...segment, confidence: 0.7 }
      : { ...segment, confidence: 0.2, flags: ['low-confidence', 'repetition'] };
  });
}

test('a collection is read as its documents are one by one, in the order they came in', async () => {
  const collection = 'many lengths';
  const ids: string[] = [];
  // Short ones share a batch, a long one takes several, and there is more than one page of documents.
  for (let n = 0; n < 120; n += 1) {
    const paragraphs = Array.from({ length: n === 60 ? 450 : 1 + (n % 4) }, (_, at) => `فقرة ${n} ${at}`);
    const { id } = await store.documents.create(articleOf(paragraphs, { collection }));
    ids.push(id);
  }
  await store.documents.create(articleOf(['غيرها'], { collection: 'another' }));
  while ((await translateParagraphs(store)) > 0);
  const found = await read({ collection });
  expect([...found.keys()]).toEqual(ids);
  for (const id of ids) expect(found.get(id)).toEqual(await rowsOf(id));
});

test('rows are chosen by confidence and by flag; those no model wrote have none to be below', async () => {
  const collection = 'judged';
  const id = await translated(articleOf(['أ ب ج\u00a0 d', 'ه و '], { collection }), judged);
  const plain = await translated(articleOf(['وحيد'], { collection }), judged);
  const rows = await rowsOf(id);
  const sure = await read({ collection, minConfidence: 0.7 });
  expect([...sure.keys()]).toEqual([id, plain]);
  expect(sure.get(id)?.map(({ sourceText }) => sourceText)).toEqual(['أ', 'ج', 'd', 'ه']);
  for (const row of sure.get(id) ?? [])
    expect({ ...row, gapAfter: '' }).toEqual(rows.find(({ segmentId }) => segmentId === row.segmentId));
  expect(sure.get(id)?.at(-1)?.gapAfter).toBe('');
  const doubtful = await read({ collection, flag: 'repetition' });
  expect([...doubtful.keys()]).toEqual([id]);
  expect(doubtful.get(id)).toEqual(rows.filter(({ flags }) => flags.includes('repetition')));
  expect(doubtful.get(id)?.at(-1)?.gapAfter).toBe(' \n');
  expect((await read({ collection, flag: 'repetition', minConfidence: 0.5 })).size).toBe(0);
});

test('a span of time has its first moment and not its last', async () => {
  const collection = 'span';
  const id = await translated(articleOf(['زمن'], { collection }));
  const { createdAt } = (await store.documents.find(id))!;
  const later = new Date(createdAt.getTime() + 1);
  expect([...(await read({ collection, createdFrom: createdAt, createdBefore: later })).keys()]).toEqual([
    id,
  ]);
  expect((await read({ collection, createdFrom: later })).size).toBe(0);
  expect((await read({ collection, createdBefore: createdAt })).size).toBe(0);
});

test('the state of a selection changes with all that changes its rows, and with nothing else', async () => {
  const collection = 'state';
  const selection = { status: 'done', collection } as const;
  const seen = new Set<string>();
  const look = async () => {
    const { fingerprint, changedAt } = await store.exports.inspect(selection);
    seen.add(fingerprint);
    return changedAt;
  };
  expect(await look()).toBeNull();
  const first = await translated(articleOf(['واحد'], { collection }));
  const ended = (await store.documents.find(first))?.finishedAt;
  expect(await look()).toEqual(ended);
  expect(seen.size).toBe(2);
  await translated(articleOf(['غيره'], { collection: 'elsewhere' }));
  await store.documents.create(articleOf(['ينتظر'], { collection }));
  expect(await look()).toEqual(ended);
  expect(seen.size).toBe(2);
  await translateParagraphs(store);
  await look();
  expect(seen.size).toBe(3);
  const [row] = await rowsOf(first);
  const edit = { segmentId: row!.segmentId, sourceText: 'واحد', targetText: 'one', revision: 0, line: 1 };
  await store.revisions.apply(first, [edit], { author: null });
  expect(await look()).toEqual((await store.documents.find(first))?.revisedAt);
  expect(seen.size).toBe(4);
  await store.documents.delete(first);
  await look();
  expect(seen.size).toBe(5);
});

test('a document at work has a state without a date, another one with every paragraph', async () => {
  const collection = 'at work';
  await store.documents.create(articleOf(['أول', 'ثان'], { collection }));
  const selection = { status: 'running', collection } as const;
  await translateParagraphs(store, { most: 1 });
  const before = await store.exports.inspect(selection);
  expect(before.changedAt).toBeNull();
  expect([...(await read(selection)).values()].flat().map(({ sourceText }) => sourceText)).toEqual(['أول']);
  await translateParagraphs(store);
  expect((await store.exports.inspect(selection)).fingerprint).not.toBe(before.fingerprint);
});

test('what ends after the look is not in the set', async () => {
  const collection = 'late';
  const early = await translated(articleOf(['مبكر'], { collection }));
  const selection = { status: 'done', collection } as const;
  const { asOf } = await store.exports.inspect(selection);
  const { finishedAt } = (await store.documents.find(
    await translated(articleOf(['متأخر'], { collection })),
  ))!;
  const ids: string[] = [];
  for await (const { document, rows } of store.exports.stream(selection, { asOf, signal })) {
    ids.push(document.id);
    for await (const row of rows) expect(row.documentId).toBe(document.id);
  }
  // Two in one millisecond are one moment.
  expect(ids.slice(0, 1)).toEqual([early]);
  expect(ids.length).toBe(finishedAt!.getTime() > asOf.getTime() ? 1 : 2);
});

test('a document deleted before its turn is left out; one deleted in its midst ends the reading', async () => {
  const collection = 'deleted';
  const paragraphs = Array.from({ length: 250 }, (_, n) => `فقرة${n}`);
  const long = await translated(articleOf(paragraphs, { collection }));
  const gone = await translated(articleOf(paragraphs, { collection }));
  const last = await translated(articleOf(['آخر'], { collection }));
  const selection = { status: 'done', collection } as const;
  const { asOf } = await store.exports.inspect(selection);
  const ids: string[] = [];
  for await (const { document, rows } of store.exports.stream(selection, { asOf, signal })) {
    if (ids.push(document.id) === 1) await store.documents.delete(gone);
    for await (const row of rows) expect(row.documentId).toBe(document.id);
  }
  expect(ids).toEqual([long, last]);
  const drain = async (): Promise<void> => {
    for await (const { rows } of store.exports.stream(selection, { asOf, signal }))
      for await (const row of rows) if (row.paragraphPosition === 0) await store.documents.delete(long);
  };
  await expect(drain()).rejects.toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
});

test('a reader who goes away stops the reading', async () => {
  const collection = 'left';
  await translated(
    articleOf(
      Array.from({ length: 250 }, (_, n) => `فقرة${n}`),
      { collection },
    ),
  );
  const leaving = new AbortController();
  const selection = { status: 'done', collection } as const;
  const { asOf } = await store.exports.inspect(selection);
  const drain = async (): Promise<void> => {
    for await (const { rows } of store.exports.stream(selection, { asOf, signal: leaving.signal }))
      for await (const row of rows)
        if (row.paragraphPosition === 0) leaving.abort(new Error('the reader has gone'));
  };
  await expect(drain()).rejects.toThrow('the reader has gone');
});
