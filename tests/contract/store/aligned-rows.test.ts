import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlignedRow } from '../../../core/alignment.ts';
import type { NewDocument, SegmentChoice } from '../../../store/document-store.ts';
import { articleOf, openTestStore, segmentsOf, type TestStore } from '../../support/test-store.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.discard());

const signal = new AbortController().signal;

/** Stores the article and translates those of its paragraphs that `isDone` picks by their position. */
async function translate(
  article: NewDocument,
  isDone: (position: number) => boolean = () => true,
): Promise<string> {
  const { id } = await store.documents.create(article);
  const ids: string[] = [];
  await store.outbox.relay(10_000, (entries) => {
    ids.push(...entries.filter((entry) => entry.documentId === id).map((entry) => entry.paragraphId));
    return Promise.resolve();
  });
  for (const paragraphId of ids.filter((_, position) => isDone(position))) {
    const claim = await store.paragraphs.claim(paragraphId, 0);
    await store.paragraphs.commit(claim!, segmentsOf(claim!.text));
  }
  return id;
}

async function collect(rows: AsyncIterable<AlignedRow>): Promise<readonly AlignedRow[]> {
  const collected: AlignedRow[] = [];
  for await (const row of rows) collected.push(row);
  return collected;
}

async function collectPages(
  id: string,
  limit: number,
  choice: SegmentChoice = {},
): Promise<readonly AlignedRow[]> {
  const collected: AlignedRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.documents.listSegments(id, {
      limit,
      choice,
      ...(cursor === undefined ? {} : { cursor }),
    });
    collected.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return collected;
}

function sourceOf({ paragraphs, gapAfter }: NewDocument): string {
  return paragraphs.map(({ gapBefore, text }) => gapBefore + text).join('') + gapAfter;
}

function restore(rows: readonly AlignedRow[]): string {
  return (
    rows.map(({ gapBefore, sourceText }) => gapBefore + sourceText).join('') + (rows.at(-1)?.gapAfter ?? '')
  );
}

const whiteSpace = fc.stringMatching(/^[ \n\t\u00a0\u2003]{0,3}$/u);
const word = fc.stringMatching(/^[\u0621-\u064a🙂.]{1,6}$/u);
const paragraphText = fc
  .array(fc.tuple(whiteSpace, word), { maxLength: 4 })
  .chain((words) => whiteSpace.map((end) => words.map(([gap, text]) => `${gap} ${text}`).join('') + end));
const article = fc.record({
  paragraphs: fc.array(fc.record({ gapBefore: whiteSpace, text: paragraphText }), {
    minLength: 1,
    maxLength: 8,
  }),
  gapAfter: whiteSpace,
});

test('the rows of a translated article restore its text to the character', async () => {
  await fc.assert(
    fc.asyncProperty(article, fc.integer({ min: 1, max: 4 }), async (parts, limit) => {
      const document = { ...articleOf([]), ...parts };
      const source = sourceOf(document);
      const id = await translate(document);
      const rows = await collect(store.documents.streamRows(id, { signal }));
      if (rows.length > 0) expect(restore(rows)).toBe(source);
      for (const row of rows) expect(source.slice(row.documentStart, row.documentEnd)).toBe(row.sourceText);
      expect(rows.slice(0, -1).every(({ gapAfter }) => gapAfter === '')).toBe(true);
      expect(await collectPages(id, limit)).toEqual(rows);
    }),
    { numRuns: 40 },
  );
}, 60_000);

/** Gives every fourth segment a warning, half of which a person has accepted, and passes every fourth through. */
async function warn(id: string): Promise<void> {
  const client = new pg.Client({ connectionString: store.databaseUrl });
  await client.connect();
  await client.query(
    `update muwazi.segments s set
        flags = case when (p.position + s.position) % 4 = 0 then '{repetition}'::text[] else '{passthrough}' end,
        origin = case when (p.position + s.position) % 8 = 0 then 'human' else origin end
      from muwazi.paragraphs p
      where p.id = s.paragraph_id and p.document_id = $1 and (p.position + s.position) % 4 < 2`,
    [id],
  );
  await client.end();
}

test('what is chosen is the same rows, page by page and window by window, forwards and backwards', async () => {
  await fc.assert(
    fc.asyncProperty(article, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), async (parts, done) => {
      const id = await translate({ ...articleOf([]), ...parts }, (position) => done[position] === true);
      await warn(id);
      const rows = await collect(store.documents.streamRows(id, { signal }));
      const flagged = rows.filter(({ flags }) => flags.includes('repetition'));
      const choices: readonly [SegmentChoice, readonly AlignedRow[]][] = [
        [{}, rows],
        [{ flag: 'repetition' }, flagged],
        [{ needsLook: true }, flagged.filter(({ origin }) => origin !== 'human')],
        [{ needsLook: true, flag: 'passthrough' }, []],
      ];
      for (const [choice, chosen] of choices) {
        expect(await collectPages(id, 2, choice)).toEqual(withoutLastGap(chosen, rows));
        for (let from = chosen.length + 1; from >= 0; from -= 1) {
          const { items, nextCursor } = await store.documents.listSegments(id, { limit: 2, from, choice });
          expect(items).toEqual(withoutLastGap(chosen, rows).slice(from, from + 2));
          expect(nextCursor === null).toBe(from + 2 >= chosen.length);
        }
      }
    }),
    { numRuns: 20 },
  );
}, 60_000);

/** Only the last row of the document has a gap after it: not one that is merely the last of those chosen. */
function withoutLastGap(chosen: readonly AlignedRow[], rows: readonly AlignedRow[]): readonly AlignedRow[] {
  return chosen.map((row) => (row.segmentId === rows.at(-1)?.segmentId ? row : { ...row, gapAfter: '' }));
}

test('paragraphs that are not translated leave the offsets of the others right', async () => {
  await fc.assert(
    fc.asyncProperty(article, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), async (parts, done) => {
      const document = { ...articleOf([]), ...parts };
      const source = sourceOf(document);
      const id = await translate(document, (position) => done[position] === true);
      const rows = await collect(store.documents.streamRows(id, { signal }));
      for (const row of rows) {
        expect(source.slice(row.documentStart, row.documentEnd)).toBe(row.sourceText);
        expect(source.slice(row.documentStart - row.gapBefore.length, row.documentStart)).toBe(row.gapBefore);
        expect(row.gapBefore.trim()).toBe('');
      }
      expect(await collectPages(id, 2)).toEqual(rows);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('a gap never reaches over a paragraph that is missing', async () => {
  const id = await translate(
    articleOf(['أول', 'ناقص', 'ثالث', 'ناقص أيضا']),
    (position) => position % 2 === 0,
  );
  const rows = await collect(store.documents.streamRows(id, { signal }));
  expect(rows.map(({ sourceText, gapBefore, gapAfter }) => ({ sourceText, gapBefore, gapAfter }))).toEqual([
    { sourceText: 'أول', gapBefore: '', gapAfter: '' },
    { sourceText: 'ثالث', gapBefore: '\n\n', gapAfter: '' },
  ]);
  expect(rows[1]!.documentStart).toBe('أول\n\nناقص\n\n'.length);
});

test('an article of 5,000 segments streams in order', async () => {
  const texts = Array.from({ length: 250 }, (_, n) =>
    Array.from({ length: 20 }, (_word, m) => `كلمة${n}.${m}`).join(' '),
  );
  const document = articleOf(texts);
  const id = await translate(document);
  const startedAtMs = performance.now();
  const rows = await collect(store.documents.streamRows(id, { signal }));
  console.log(`5,000 segments read in ${Math.round(performance.now() - startedAtMs)} ms`);
  expect(rows.length).toBe(5_000);
  expect(restore(rows)).toBe(sourceOf(document));
  expect(rows[0]!.translatedAt).toBeInstanceOf(Date);
  expect(await collectPages(id, 500)).toEqual(rows);
}, 60_000);

test('a reader who goes away stops the stream', async () => {
  const id = await translate(articleOf(Array.from({ length: 120 }, (_, n) => `فقرة${n}`)));
  const reading = new AbortController();
  const rows = store.documents.streamRows(id, { signal: reading.signal })[Symbol.asyncIterator]();
  await rows.next();
  reading.abort(new Error('the reader has gone'));
  const drain = async (): Promise<void> => {
    while ((await rows.next()).done !== true);
  };
  await expect(drain()).rejects.toThrow('the reader has gone');
});

test('an article deleted while it is exported is not passed off as complete', async () => {
  const id = await translate(articleOf(Array.from({ length: 120 }, (_, n) => `فقرة${n}`)));
  const rows = store.documents.streamRows(id, { signal })[Symbol.asyncIterator]();
  await rows.next();
  await store.documents.delete(id);
  const drain = async (): Promise<void> => {
    while ((await rows.next()).done !== true);
  };
  await expect(drain()).rejects.toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
});

test.each([
  'nonsense',
  Buffer.from('s.1').toString('base64url'),
  Buffer.from('s.1.9999999999').toString('base64url'),
])('a cursor we did not give is refused: %s', async (cursor) => {
  const id = await translate(articleOf(['نص']));
  await expect(store.documents.listSegments(id, { limit: 1, cursor })).rejects.toMatchObject({
    code: 'CURSOR_INVALID',
  });
});
