import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlignedRow } from '../../../core/alignment.ts';
import type { SegmentEdit } from '../../../core/segment-edit.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import { articleOf, openTestStore, segmentsOf, type TestStore } from '../../support/test-store.ts';

let store: TestStore;
let inspector: pg.Client;
beforeAll(async () => {
  store = await openTestStore();
  inspector = new pg.Client({ connectionString: store.databaseUrl });
  await inspector.connect();
});
afterAll(async () => {
  await inspector.end();
  await store.discard();
});

async function translated(texts: readonly string[]): Promise<string> {
  const { id } = await store.documents.create(articleOf(texts));
  await translateParagraphs(store);
  return id;
}

async function rowsOf(documentId: string): Promise<readonly AlignedRow[]> {
  return (await store.documents.listSegments(documentId, { limit: 500 })).items;
}

/** The row as it comes back from a person who wrote `targetText`. */
function edited(row: AlignedRow | undefined, targetText: string): SegmentEdit {
  return {
    segmentId: row!.segmentId,
    sourceText: row!.sourceText,
    revision: row!.revision,
    targetText,
    line: 1,
  };
}

async function apply(
  documentId: string,
  edits: readonly SegmentEdit[],
  author: string | null = null,
): Promise<readonly string[]> {
  const judged = await store.revisions.apply(documentId, edits, { author });
  return judged.map(({ outcome, reason }) => reason ?? outcome);
}

interface StoredRevision {
  readonly revision: number;
  readonly target_text: string;
  readonly origin: string;
  readonly author: string | null;
  readonly model_id: string | null;
  readonly confidence: number | null;
}

async function historyOf({ paragraphId, position }: AlignedRow): Promise<readonly StoredRevision[]> {
  const { rows } = await inspector.query<StoredRevision>(
    `select revision, target_text, origin, author, model_id, confidence from muwazi.revisions
     where paragraph_id = $1 and position = $2 order by revision`,
    [paragraphId, position],
  );
  return rows;
}

/** What an operator's "translate again" will do: the paragraphs wait, and a worker takes them. */
async function translateAgain(documentId: string, wordOf: (source: string) => string): Promise<void> {
  await inspector.query('begin');
  await inspector.query(
    `update muwazi.paragraphs set status = 'queued', finished_at = null, handed_over_at = null where document_id = $1`,
    [documentId],
  );
  await inspector.query(
    `update muwazi.documents set paragraphs_done = 0, paragraphs_queued = paragraphs_total, finished_at = null,
       chars_left = source_chars where id = $1`,
    [documentId],
  );
  await inspector.query('commit');
  await translateParagraphs(store, {
    translate: (text) =>
      segmentsOf(text).map((segment) => ({ ...segment, targetText: wordOf(segment.sourceText) })),
  });
}

test('the text of a person stands beside the source, and the text of the machine is kept', async () => {
  const id = await translated(['أول ثان']);
  const [first, second] = await rowsOf(id);
  expect(await apply(id, [edited(first, 'First'), edited(second, '<ثان>')], 'A. Person')).toEqual([
    'applied',
    'unchanged',
  ]);
  const rows = await rowsOf(id);
  expect(rows[0]).toMatchObject({
    segmentId: first!.segmentId,
    sourceText: 'أول',
    targetText: 'First',
    origin: 'human',
    revision: 1,
    confidence: null,
    model: null,
    flags: [],
  });
  expect(rows[1]).toEqual(second);
  expect(await historyOf(first!)).toEqual([
    { revision: 0, target_text: '<أول>', origin: 'model', author: null, model_id: 'test', confidence: 0.5 },
    {
      revision: 1,
      target_text: 'First',
      origin: 'human',
      author: 'A. Person',
      model_id: null,
      confidence: null,
    },
  ]);
  expect((await store.documents.find(id))?.revisedAt).toBeInstanceOf(Date);
});

test('an edit that was made on an older text is a conflict, and the newer text stands', async () => {
  const id = await translated(['أول']);
  const [before] = await rowsOf(id);
  await apply(id, [edited(before, 'First')]);
  expect(await apply(id, [edited(before, 'The first')])).toEqual(['changed-since']);
  expect(await apply(id, [edited(before, '<أول>')])).toEqual(['unchanged']);
  const [now] = await rowsOf(id);
  expect(now).toMatchObject({ targetText: 'First', revision: 1 });
  expect(await apply(id, [edited(now, 'The first')])).toEqual(['applied']);
  expect((await rowsOf(id))[0]).toMatchObject({ targetText: 'The first', revision: 2 });
});

test('each import that changes a document makes it newer; one that does not leaves it alone', async () => {
  const id = await translated(['أول']);
  const times: (number | undefined)[] = [];
  for (const text of ['One', 'One', 'Two', 'Three']) {
    await apply(id, [edited((await rowsOf(id))[0], text)]);
    times.push((await store.documents.find(id))?.revisedAt?.getTime());
  }
  expect(times[1]).toBe(times[0]);
  expect(new Set(times).size).toBe(3);
  expect(times.toSorted()).toEqual(times);
});

test('segments of other documents, and of none, are unknown and stay as they are', async () => {
  const id = await translated(['أول']);
  const other = await translated(['غيره']);
  const [foreign] = await rowsOf(other);
  const beyond = {
    ...edited((await rowsOf(id))[0], 'x'),
    segmentId: `${(await rowsOf(id))[0]!.paragraphId}.99`,
  };
  const verdicts = await apply(id, [edited(foreign, 'x'), beyond, { ...beyond, segmentId: "'; drop" }]);
  expect(verdicts).toEqual(['unknown', 'unknown', 'unknown']);
  expect(await rowsOf(other)).toEqual([foreign]);
  expect((await store.documents.find(id))?.revisedAt).toBeNull();
});

test('a document that is still being translated takes no edits', async () => {
  const { id } = await store.documents.create(articleOf(['أول', 'ثان']));
  await translateParagraphs(store, { most: 1 });
  const [row] = await rowsOf(id);
  await expect(apply(id, [edited(row, 'x')])).rejects.toMatchObject({
    code: 'IMPORT_DOCUMENT_RUNNING',
    status: 409,
    details: { done: 1, total: 2 },
  });
  expect(await rowsOf(id)).toEqual([row]);
  await translateParagraphs(store);
});

test.each(['nobody', '0197f0aa-0000-7000-8000-00000000dead'])('no document has the id %s', async (id) => {
  await expect(apply(id, [])).rejects.toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
});

test('people who edit the same segment at the same moment: one is taken, the others are told', async () => {
  const id = await translated(['أول ثان', 'ثالث']);
  const rows = await rowsOf(id);
  const imports = Array.from({ length: 6 }, (_, n) => rows.map((row) => edited(row, `person ${n}`)));
  const verdicts = await Promise.all(imports.map((edits) => apply(id, edits)));
  const taken = verdicts.filter((one) => one.every((verdict) => verdict === 'applied'));
  const told = verdicts.filter((one) => one.every((verdict) => verdict === 'changed-since'));
  expect([taken.length, told.length]).toEqual([1, 5]);
  const targets = (await rowsOf(id)).map(({ targetText, revision }) => ({ targetText, revision }));
  expect(new Set(targets.map(({ targetText }) => targetText)).size).toBe(1);
  expect(targets.every(({ revision }) => revision === 1)).toBe(true);
});

test('people who edit different segments at the same moment are all taken', async () => {
  const id = await translated(['أول ثان ثالث', 'رابع خامس سادس']);
  const rows = await rowsOf(id);
  const verdicts = await Promise.all(
    rows.map((row, index) =>
      apply(
        id,
        rows.map((other) => edited(other, other === row ? `edit ${index}` : other.targetText)),
      ),
    ),
  );
  expect(verdicts.flat().filter((verdict) => verdict === 'applied')).toHaveLength(6);
  expect((await rowsOf(id)).map(({ targetText }) => targetText)).toEqual(
    rows.map((_, index) => `edit ${index}`),
  );
});

test('a document deleted while a file is applied is gone, whole', async () => {
  const id = await translated(Array.from({ length: 300 }, (_, n) => `فقرة${n}`));
  const rows = await rowsOf(id);
  const applying = apply(
    id,
    rows.map((row) => edited(row, 'x')),
  ).catch((error: unknown) => error);
  await store.documents.delete(id);
  const outcome = await applying;
  if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
  expect(await store.documents.find(id)).toBeUndefined();
  const { rows: left } = await inspector.query(
    'select from muwazi.revisions where paragraph_id = any($1::uuid[])',
    [rows.map(({ paragraphId }) => paragraphId)],
  );
  expect(left).toEqual([]);
});

test('a paragraph that is translated again keeps what people wrote', async () => {
  const id = await translated(['أول ثان ثالث']);
  const [first, second, third] = await rowsOf(id);
  await apply(id, [edited(first, 'First')], 'A. Person');
  const [human] = await rowsOf(id);
  await translateAgain(id, (source) => (source === 'ثان' ? 'Second' : `<${source}>`));
  const rows = await rowsOf(id);
  expect(rows[0]).toEqual(human);
  expect(rows[1]).toMatchObject({ targetText: 'Second', origin: 'model', revision: 1 });
  expect(rows[2]).toEqual(third);
  expect(await historyOf(second!)).toMatchObject([{ revision: 0, target_text: '<ثان>' }]);
  // A file from before is compared with what it was written from.
  expect(await apply(id, [edited(second, '<ثان>'), edited(third, 'Third')])).toEqual([
    'unchanged',
    'applied',
  ]);
  expect(await apply(id, [edited(second, 'The second')])).toEqual(['changed-since']);
});

test('an article of 20,000 segments is applied in one go', async () => {
  const texts = Array.from({ length: 400 }, (_, n) =>
    Array.from({ length: 50 }, (_word, m) => `كلمة${n}.${m}`).join(' '),
  );
  const id = await translated(texts);
  const edits: SegmentEdit[] = [];
  const { signal } = new AbortController();
  for await (const row of store.documents.streamRows(id, { signal })) edits.push(edited(row, 'word'));
  const startedAtMs = performance.now();
  const verdicts = await apply(id, edits);
  console.log(`20,000 edits applied in ${Math.round(performance.now() - startedAtMs)} ms`);
  expect(verdicts.filter((verdict) => verdict === 'applied')).toHaveLength(20_000);
});
