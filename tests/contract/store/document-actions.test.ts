import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { DocumentAction } from '../../../core/document.ts';
import { claimParagraphs, translateParagraphs } from '../../support/play-worker.ts';
import { articleOf, openTestStore, segmentsOf, type TestStore } from '../../support/test-store.ts';

/*
 * What becomes of an article that people cancel, pause, resume or try again while workers are at it.
 */

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  for (const { id } of (await store.documents.list({}, { limit: 500 })).items)
    await store.documents.delete(id);
});
afterAll(async () => {
  await store.discard();
});

const create = async (): Promise<string> =>
  (await store.documents.create(articleOf(['أول', 'ثان', 'ثالث', 'رابع']))).id;
const act = (id: string, action: DocumentAction) => store.documents.act(id, action);
const find = async (id: string) => (await store.documents.find(id))!;
const waiting = async (): Promise<number> => {
  let entries = 0;
  const nothing = new Error('only looking');
  await store.outbox
    .relay(1_000, (found) => {
      entries = found.length;
      return Promise.reject(nothing);
    })
    .catch((error: unknown) => {
      if (error !== nothing) throw error;
    });
  return entries;
};

test('cancelling stops what waits, lets a worker finish what it has, and keeps what is translated', async () => {
  const id = await create();
  await translateParagraphs(store, { most: 1 });
  const [claim] = await claimParagraphs(store, 1);
  const answer = await act(id, 'cancel');
  expect(answer).toMatchObject({
    status: 'running',
    paragraphs: { queued: 0, running: 1, done: 1, cancelled: 2 },
  });
  expect(await waiting()).toBe(0);
  expect(await store.paragraphs.commit(claim!, segmentsOf(claim!.text))).toBe('committed');
  expect(await find(id)).toMatchObject({ status: 'cancelled', paragraphs: { done: 2, cancelled: 2 } });
  expect((await find(id)).finishedAt).not.toBeNull();
  const rows = await store.documents.listSegments(id, { limit: 10 });
  expect(rows.items.map(({ sourceText }) => sourceText)).toEqual(['أول', 'ثان']);
});

test('a cancelled paragraph that its worker gives back is not begun again', async () => {
  const id = await create();
  const [first, second, third] = await claimParagraphs(store, 3);
  await act(id, 'cancel');
  await store.paragraphs.release(first!);
  // Its worker died; the queue gives the job to another one.
  expect(await store.paragraphs.claim(second!.paragraphId, 0)).toBeUndefined();
  // The queue was lost; the sweep hands back what it finds.
  const handedOver = await store.outbox.listHandedOver({ olderThanMs: -60_000, limit: 10 });
  expect(handedOver.map(({ paragraphId }) => paragraphId)).toEqual([third!.paragraphId]);
  await store.outbox.handBack(handedOver);
  expect(await find(id)).toMatchObject({ status: 'cancelled', paragraphs: { cancelled: 4 } });
  expect(await store.paragraphs.commit(first!, segmentsOf(first!.text))).toBe('superseded');
  expect(await waiting()).toBe(0);
});

test('a paused article is not handed over, not claimed, and goes on where it was', async () => {
  const id = await create();
  const [running] = await claimParagraphs(store, 2).then((claims) => claims.slice(0, 1));
  const other = await claimParagraphs(store, 1);
  await store.paragraphs.release(other[0]!);
  const answer = await act(id, 'pause');
  expect(answer).toMatchObject({ status: 'paused', paragraphs: { queued: 2, running: 2 } });
  expect(await waiting()).toBe(0);
  expect(await store.paragraphs.claim(other[0]!.paragraphId, 1)).toBeUndefined();
  await store.paragraphs.commit(running!, segmentsOf(running!.text));
  expect(await find(id)).toMatchObject({ status: 'paused', paragraphs: { queued: 2, running: 1, done: 1 } });
  expect(await act(id, 'resume')).toMatchObject({ status: 'running', paragraphs: { done: 1 } });
  expect(await waiting()).toBe(2);
});

test('what was handed over before the pause is handed over anew after it', async () => {
  const id = await create();
  await store.outbox.relay(10, () => Promise.resolve());
  await act(id, 'pause');
  expect(await store.outbox.listHandedOver({ olderThanMs: -60_000, limit: 10 })).toEqual([]);
  await act(id, 'resume');
  const generations: number[] = [];
  await store.outbox.relay(10, (entries) => {
    generations.push(...entries.map(({ generation }) => generation));
    return Promise.resolve();
  });
  expect(generations).toEqual([1, 1, 1, 1]);
});

test('a worker that stops puts a paused paragraph back for later', async () => {
  const id = await create();
  const [claim] = await claimParagraphs(store, 1);
  await act(id, 'pause');
  await store.paragraphs.release(claim!);
  expect(await find(id)).toMatchObject({ status: 'paused', paragraphs: { queued: 4, running: 0 } });
  expect(await waiting()).toBe(0);
  await act(id, 'resume');
  expect(await translateParagraphs(store)).toBe(4);
  expect((await find(id)).status).toBe('done');
});

test('trying again takes what failed, and nothing else', async () => {
  const id = await create();
  const [bad, ...good] = await claimParagraphs(store);
  await store.paragraphs.failClaim(bad!, 'TRANSLATION_FAILED');
  for (const claim of good) await store.paragraphs.commit(claim, segmentsOf(claim.text));
  expect((await find(id)).status).toBe('failed');
  const answer = await act(id, 'retry');
  expect(answer).toMatchObject({
    status: 'running',
    finishedAt: null,
    errors: [],
    paragraphs: { queued: 1, done: 3 },
  });
  expect(await act(id, 'retry')).toEqual(answer);
  expect(await translateParagraphs(store)).toBe(1);
  expect(await find(id)).toMatchObject({ status: 'done', paragraphs: { done: 4, failed: 0 } });
});

test('trying again what failed while paused waits for the resume; what ended while paused does not', async () => {
  const id = await create();
  const [bad] = await claimParagraphs(store, 1);
  await act(id, 'pause');
  await store.paragraphs.failClaim(bad!, 'TRANSLATION_FAILED');
  expect(await act(id, 'retry')).toMatchObject({ status: 'paused', paragraphs: { queued: 4 } });
  expect(await waiting()).toBe(0);
  await act(id, 'resume');
  const claims = await claimParagraphs(store);
  await act(id, 'pause');
  for (const claim of claims) await store.paragraphs.failClaim(claim, 'TRANSLATION_FAILED');
  expect((await find(id)).status).toBe('failed');
  expect(await act(id, 'retry')).toMatchObject({ status: 'queued' });
  expect(await waiting()).toBe(4);
});

test('asking twice changes nothing; asking too late is refused', async () => {
  const id = await create();
  expect(await act(id, 'pause')).toEqual(await act(id, 'pause'));
  await act(id, 'resume');
  expect((await act(id, 'resume')).status).toBe('queued');
  expect(await act(id, 'cancel')).toEqual(await act(id, 'cancel'));
  for (const action of ['pause', 'resume', 'retry'] as const) {
    await expect(act(id, action)).rejects.toMatchObject({ code: 'DOCUMENT_ENDED' });
  }
  const done = await create();
  await translateParagraphs(store);
  for (const action of ['cancel', 'pause', 'resume', 'retry'] as const) {
    await expect(act(done, action)).rejects.toMatchObject({ code: 'DOCUMENT_ENDED' });
  }
  await expect(act('018f3f3e-0000-7000-8000-000000000000', 'cancel')).rejects.toMatchObject({
    code: 'DOCUMENT_UNKNOWN',
  });
});
