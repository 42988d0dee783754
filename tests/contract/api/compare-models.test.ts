import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../../core/limits.ts';
import type { Segment } from '../../../core/segment.ts';
import { silentLogger } from '../../../core/logger.ts';
import { openComparer } from '../../../models/comparison/open-comparer.ts';
import { embeddedModelId } from '../../../models/registry/embedded-model.ts';
import { openModelShelf } from '../../../models/shelf/open-model-shelf.ts';
import { splitSentences } from '../../../text/split-sentences.ts';
import { readSampleArticle } from '../../support/articles.ts';
import { askForEvents, type EventStream } from '../../support/event-stream.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import { addSecondModel, secondModelId } from '../../support/second-model.ts';
import { jsonOf, openTestApi, problemFrom, sendArticle, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

/*
 * Two models side by side, in a process that is really there, on models that really translate.
 */

const both = [embeddedModelId, secondModelId];

interface Translated {
  readonly sentence: number;
  readonly model: number;
  readonly target: string;
  readonly confidence: number;
  readonly computedMs: number;
}

let modelsDir: string;
let api: TestApi;
beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'muwazi-compare-'));
  await addSecondModel(modelsDir);
  const models = openModelShelf({ modelsDir, log: silentLogger });
  api = await openTestApi({
    replace: ({ log }) => ({ models, comparer: openComparer({ modelsDir, shelf: models, log }) }),
  });
});
afterAll(async () => {
  await api.close();
  await rm(modelsDir, { recursive: true });
});

function compare(body: object): Promise<EventStream> {
  return askForEvents(new URL('/v1/models:compare', api.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ models: both, ...body }),
  });
}

/** Enough for a comparison to be in the midst of it while the test does something. */
const longText = Array.from({ length: 120 }, (_, n) => `زار الوزير المدينة رقم ${n} يوم الأحد.`).join(' ');

function translated({ events }: EventStream): readonly Translated[] {
  return events.filter(({ event }) => event === 'translated').map(({ data }) => data as Translated);
}

/** As a worker cuts them; what stands beside them does not matter here. */
function sentencesOf(text: string): readonly Segment[] {
  return splitSentences(text).map(({ start, end }, position) => ({
    position,
    start,
    end,
    sourceText: text.slice(start, end),
    targetText: `Stored translation ${position}`,
    confidence: 0.5,
    flags: [],
    origin: 'model',
    model: { id: embeddedModelId, revision: 'stored' },
  }));
}

async function inTheMidst(stream: EventStream): Promise<void> {
  await until(
    () => translated(stream).length,
    (n) => n > 2,
    { withinMs: 30_000, label: 'sentences come' },
  );
}

/** Of the latest comparison. */
function childPid(): number {
  const line = api.log.findLast(({ message }) => message === 'comparison started');
  return Number(line?.['childPid']);
}

async function untilGone(pid: number): Promise<void> {
  const isThere = (): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  await until(isThere, (there) => !there, { withinMs: 5_000, label: 'the process is gone' });
}

test('a stored article comes sentence by sentence from each, and its own translations stay', async () => {
  const { id } = await sendArticle(api, { text: readSampleArticle() });
  const early = await askForEvents(new URL('/v1/models:compare', api.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ models: both, documentId: id }),
  });
  expect(early.response.status).toBe(409); // DOCUMENT_NOT_DONE
  await translateParagraphs(api.store, { translate: sentencesOf });
  const segments = async () =>
    (await jsonOf<{ items: { source: string }[] }>(await api.get(`/v1/documents/${id}/segments?limit=500`)))
      .items;
  const stored = await segments();
  const stream = await compare({ documentId: id });
  await stream.ended;

  const [start, ...rest] = stream.events;
  expect(start).toMatchObject({
    event: 'start',
    data: { models: both.map((model) => ({ id: model })), total: stored.length },
  });
  const { sentences } = start!.data as { sentences: { source: string; paragraph: number }[] };
  expect(sentences.map(({ source }) => source)).toEqual(stored.map(({ source }) => source));
  expect(rest.slice(0, 2)).toMatchObject([{ data: { model: 0 } }, { data: { model: 1 } }]);
  const all = translated(stream);
  expect(all.map(({ sentence, model }) => [sentence, model])).toEqual(
    stored.flatMap((_, sentence) => [
      [sentence, 0],
      [sentence, 1],
    ]),
  );
  const targetsOf = (which: number) => all.filter(({ model }) => model === which).map(({ target }) => target);
  expect(targetsOf(0).join(' ')).toMatch(/\bthe\b/u);
  expect(targetsOf(1).join(' ')).not.toMatch(/\bthe\b/u);
  for (const { confidence, computedMs } of all) {
    expect(confidence).toBeGreaterThan(0);
    expect(confidence).toBeLessThanOrEqual(1);
    expect(computedMs).toBeGreaterThan(0);
  }
  expect(stream.events.at(-1)?.event).toBe('end');
  await untilGone(childPid());
  expect(await segments()).toEqual(stored);
  const log = JSON.stringify(api.log);
  for (const { target } of all) expect(log).not.toContain(target);
  for (const { source } of stored) expect(log).not.toContain(source);
});

test('a text of which only the beginning is compared says so; a second comparison is refused; leaving ends the first', async () => {
  const first = await compare({ text: longText });
  await inTheMidst(first);
  const { sentences, total } = first.events[0]!.data as { sentences: unknown[]; total: number };
  expect([sentences.length, total]).toEqual([limits.comparedSentences, 120]);
  const refused = await api.post('/v1/models:compare', { models: both, text: longText });
  expect(await problemFrom(refused)).toMatchObject({ code: 'COMPARISON_BUSY', status: 409, retry: 'later' });
  const shelf = openModelShelf({ modelsDir, log: silentLogger });
  await expect(shelf.remove(secondModelId)).rejects.toMatchObject({ code: 'MODEL_IN_USE' });
  first.leave();
  await untilGone(childPid());
});

test('a process that dies is told of, and the server lives', async () => {
  const stream = await compare({ text: longText });
  await inTheMidst(stream);
  process.kill(childPid(), 'SIGKILL');
  await stream.ended;
  expect(stream.events.at(-1)).toMatchObject({ event: 'problem', data: { code: 'COMPARISON_FAILED' } });
  expect((await api.get('/v1/documents')).status).toBe(200);
});

describe('refused is', () => {
  test.each([
    ['one model twice', { models: [embeddedModelId, embeddedModelId], text: 'خبر.' }, 'REQUEST_INVALID'],
    ['a model that is not here', { models: [embeddedModelId, 'no/where'], text: 'خبر.' }, 'MODEL_NOT_PULLED'],
    ['a directory', { models: [embeddedModelId, '/etc'], text: 'خبر.' }, 'MODEL_UNKNOWN'],
    ['a text and an article', { models: both, text: 'خبر.', documentId: 'x' }, 'REQUEST_INVALID'],
    ['neither', { models: both }, 'REQUEST_INVALID'],
    ['no such article', { models: both, documentId: 'x' }, 'DOCUMENT_UNKNOWN'],
    ['no Arabic', { models: both, text: 'English.' }, 'TEXT_NOT_ARABIC'],
    ['too long a text', { models: both, text: 'خبر.'.repeat(10_000) }, 'TEXTS_TOO_LONG'],
  ])('%s', async (_what, body, code) => {
    const answer = await api.post('/v1/models:compare', body);
    expect((await problemFrom(answer)).code).toBe(code);
  });
});

test('a server that closes ends the comparison with it', async () => {
  const stream = await compare({ text: longText });
  await inTheMidst(stream);
  await api.closeServer();
  await untilGone(childPid());
  expect(stream.events.at(-1)?.event).not.toBe('end');
});
