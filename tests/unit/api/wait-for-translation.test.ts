import { expect, test } from 'vitest';
import { waitForTranslation } from '../../../api/translate/wait-for-translation.ts';

test('when its caller leaves, nobody asks for the document any more', async () => {
  const leaving = new AbortController();
  let asked = 0;
  const documents = {
    find: () => {
      asked += 1;
      if (asked > 1) throw new Error('asked again');
      leaving.abort();
      return Promise.resolve(unfinished);
    },
  };
  const waiting = waitForTranslation(documents, 'd', { withinMs: 60_000, signal: leaving.signal });
  await expect(waiting).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
});

test('a document that somebody deletes meanwhile is not waited for', async () => {
  const documents = { find: () => Promise.resolve(undefined) };
  const waiting = waitForTranslation(documents, 'd', {
    withinMs: 60_000,
    signal: new AbortController().signal,
  });
  await expect(waiting).rejects.toMatchObject({
    code: 'TEXT_NOT_TRANSLATED',
    details: { documentId: 'd', why: 'deleted' },
  });
});

const unfinished = {
  id: 'd',
  status: 'queued',
  priority: 'interactive',
  title: null,
  sourceUrl: null,
  publishedAt: null,
  collection: null,
  externalId: null,
  paragraphs: { total: 1, queued: 1, running: 0, done: 0, failed: 0, cancelled: 0 },
  sourceChars: 1,
  createdAt: new Date(0),
  startedAt: null,
  finishedAt: null,
  revisedAt: null,
  segments: { total: 0, needsLook: 0, meanConfidence: null },
  errors: [],
} as const;
