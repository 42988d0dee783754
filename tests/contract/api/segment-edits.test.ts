import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RevisionResource } from '../../../api/documents/revision-resource.ts';
import { openEventStream } from '../../support/event-stream.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import { jsonOf, openTestApi, problemFrom, sendArticle, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

/*
 * Correcting a translation in place: what is kept, what others see, and what happens when two people are at it.
 */

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
});

interface SegmentAnswer {
  readonly segmentId: string;
  readonly target: string;
  readonly revision: number;
  readonly origin: string;
}

async function segmentsOf(id: string): Promise<readonly SegmentAnswer[]> {
  const page = await api.get(`/v1/documents/${id}/segments`);
  return (await jsonOf<{ readonly items: readonly SegmentAnswer[] }>(page)).items;
}

async function translated(): Promise<{ readonly id: string; readonly segment: SegmentAnswer }> {
  const { id } = await sendArticle(api, { text: 'صباح الخير.' });
  await translateParagraphs(api.store);
  const [segment] = await segmentsOf(id);
  return { id, segment: segment! };
}

function edit(id: string, segmentId: string, body: unknown): Promise<Response> {
  return fetch(new URL(`/v1/documents/${id}/segments/${segmentId}`, api.url), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function revisionsOf(id: string, segmentId: string): Promise<readonly RevisionResource[]> {
  const answer = await api.get(`/v1/documents/${id}/segments/${segmentId}/revisions`);
  return (await jsonOf<{ readonly items: readonly RevisionResource[] }>(answer)).items;
}

test('a correction stands in the list, in downloads and among the revisions, beside what the machine said', async () => {
  const { id, segment } = await translated();
  const answer = await edit(id, segment.segmentId, {
    target: 'Good morning.',
    basedOn: 0,
    author: 'A. Person',
  });
  expect(answer.status).toBe(200);
  const corrected = { target: 'Good morning.', origin: 'human', revision: 1, confidence: null, flags: [] };
  expect(await answer.json()).toMatchObject({ ...corrected, author: 'A. Person' });
  expect((await segmentsOf(id))[0]).toMatchObject(corrected);
  const file = await (await api.get(`/v1/documents/${id}/export?format=tsv`)).text();
  expect(file).toContain('\tGood morning.\t');
  const kept = await revisionsOf(id, segment.segmentId);
  expect(kept).toMatchObject([
    { ...corrected, author: 'A. Person' },
    { revision: 0, target: segment.target, origin: segment.origin, author: null },
  ]);
  expect(Date.parse(kept[0]!.createdAt)).toBeGreaterThanOrEqual(Date.parse(kept[1]!.createdAt));
});

test('a translation that is sent as it stands is accepted: the same text, a person behind it', async () => {
  const { id, segment } = await translated();
  const body = { target: segment.target, basedOn: 0, author: 'Reviewer' };
  const accepted = { revision: 1, target: segment.target, origin: 'human', author: 'Reviewer' };
  expect(await (await edit(id, segment.segmentId, body)).json()).toMatchObject(accepted);
  expect(await (await edit(id, segment.segmentId, body)).json()).toMatchObject(accepted);
  expect(await revisionsOf(id, segment.segmentId)).toHaveLength(2);
});

test('the second of two people gets both texts, and can send theirs again on the one that stands', async () => {
  const { id, segment } = await translated();
  await edit(id, segment.segmentId, { target: 'Good morning!', basedOn: 0, author: 'One' });
  const refused = await edit(id, segment.segmentId, { target: 'Morning.', basedOn: 0, author: 'Two' });
  expect(refused.status).toBe(409);
  expect(await problemFrom(refused)).toMatchObject({
    code: 'SEGMENT_CHANGED',
    details: {
      segmentId: segment.segmentId,
      basedOn: 0,
      sent: 'Morning.',
      standing: { revision: 1, target: 'Good morning!', author: 'One' },
    },
  });
  expect((await segmentsOf(id))[0]).toMatchObject({ target: 'Good morning!' });
  const again = await edit(id, segment.segmentId, { target: 'Morning.', basedOn: 1, author: 'Two' });
  expect(await again.json()).toMatchObject({ revision: 2, target: 'Morning.' });
  expect(JSON.stringify(api.log)).not.toContain('orning');
});

test('of many people at the same moment one is first, and the others are told', async () => {
  const { id, segment } = await translated();
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, who) => edit(id, segment.segmentId, { target: `text ${who}`, basedOn: 0 })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(7).fill(409)]);
  expect(await revisionsOf(id, segment.segmentId)).toHaveLength(2);
});

test('who looks at the article, or at all of them, is told of the edit', async () => {
  const { id, segment } = await translated();
  const paths = [`/v1/documents/${id}/events`, '/v1/events'];
  const streams = await Promise.all(paths.map((path) => openEventStream(new URL(path, api.url))));
  await edit(id, segment.segmentId, { target: 'Good morning.', basedOn: 0 });
  for (const stream of streams) {
    await until(
      () =>
        stream.events.map(({ data }) => data as { readonly id: string; readonly revisedAt: string | null }),
      (documents) => documents.some((document) => document.id === id && document.revisedAt !== null),
      { withinMs: 10_000, label: 'the edit is told' },
    );
    stream.leave();
  }
});

test('what is translated can be corrected while the rest is still in work', async () => {
  const { id } = await sendArticle(api, { text: 'أول.\n\nثان.' });
  await translateParagraphs(api.store, { most: 1 });
  const [first] = await segmentsOf(id);
  expect((await edit(id, first!.segmentId, { target: 'First.', basedOn: 0 })).status).toBe(200);
  await translateParagraphs(api.store);
  expect((await segmentsOf(id))[0]).toMatchObject({ target: 'First.', revision: 1 });
});

test('a text of a person with characters of every kind comes back as it was sent', async () => {
  const { id, segment } = await translated();
  const target = ' “Good” \u2067صباح\u2069 <b>&amp;</b> 😀\tline\u2028two ';
  await edit(id, segment.segmentId, { target, basedOn: 0 });
  expect((await segmentsOf(id))[0]?.target).toBe(target);
});

test.each([
  { body: { target: '  \n ', basedOn: 0 }, code: 'TARGET_EMPTY' },
  { body: { target: 'a\u0000b', basedOn: 0 }, code: 'TEXT_CONTROL_CHARACTER' },
  { body: { target: 'a\uD800', basedOn: 0 }, code: 'TEXT_BROKEN_UNICODE' },
  { body: { target: 'a', basedOn: 0, author: 'a\u0000b' }, code: 'TEXT_CONTROL_CHARACTER' },
  { body: { target: 'x'.repeat(50_001), basedOn: 0 }, code: 'REQUEST_INVALID' },
  { body: { target: 'a', basedOn: -1 }, code: 'REQUEST_INVALID' },
  { body: { target: 'a' }, code: 'REQUEST_INVALID' },
  { body: { target: 'a', basedOn: 7 }, code: 'SEGMENT_CHANGED' },
])('$code for an edit that cannot be right, and nothing is stored', async ({ body, code }) => {
  const { id, segment } = await translated();
  expect((await problemFrom(await edit(id, segment.segmentId, body))).code).toBe(code);
  expect(await revisionsOf(id, segment.segmentId)).toHaveLength(1);
});

test('a segment is known in its own document only', async () => {
  const { id, segment } = await translated();
  const other = await translated();
  const body = { target: 'a', basedOn: 0 };
  const codeOf = async (response: Response): Promise<string> => (await problemFrom(response)).code;
  for (const segmentId of [
    segment.segmentId,
    'x',
    `${randomUUID()}.0`,
    segment.segmentId.replace(/0$/, '77'),
  ])
    expect(await codeOf(await edit(other.id, segmentId, body))).toBe('SEGMENT_UNKNOWN');
  expect(await codeOf(await edit(randomUUID(), segment.segmentId, body))).toBe('DOCUMENT_UNKNOWN');
  expect(await codeOf(await api.get(`/v1/documents/${id}/segments/x/revisions`))).toBe('SEGMENT_UNKNOWN');
  const nowhere = await api.get(`/v1/documents/x/segments/${segment.segmentId}/revisions`);
  expect(await codeOf(nowhere)).toBe('DOCUMENT_UNKNOWN');
});
