import { expect, test } from 'vitest';
import { createChangeFeed } from '../../../api/events/change-feed.ts';

/** A feed, and a way to say that a document changed. */
function makeFeed() {
  const callbacks: ((documentId: string | null) => void)[] = [];
  const feed = createChangeFeed({
    onChange: (callback) => {
      callbacks.push(callback);
      return Promise.resolve(() => Promise.resolve());
    },
  });
  return {
    feed,
    listeners: callbacks,
    tell: (documentId: string | null) => {
      for (const callback of callbacks) callback(documentId);
    },
  };
}

test('a client that does not read costs a bounded amount, and learns that it missed something', async () => {
  const { feed, tell } = makeFeed();
  const slow = await feed.subscribe();
  for (let n = 0; n < 50_000; n++) tell(`document-${n}`);
  const taken = await slow.take(0);
  expect(taken.documentIds).toHaveLength(1_000);
  expect(taken.missed).toBe(true);
});

test('a document that changes a thousand times before it is read is told once', async () => {
  const { feed, tell } = makeFeed();
  const slow = await feed.subscribe();
  for (let n = 0; n < 1_000; n++) tell('busy');
  expect(await slow.take(0)).toEqual({ documentIds: ['busy'], missed: false });
});

test('all clients share one listener, and the 501st is refused', async () => {
  const { feed, listeners } = makeFeed();
  const clients = await Promise.all(Array.from({ length: 500 }, () => feed.subscribe()));
  expect(listeners).toHaveLength(1);
  await expect(feed.subscribe()).rejects.toMatchObject({ code: 'STREAMS_TOO_MANY' });
  clients[0]!.end();
  expect((await feed.subscribe()).ended()).toBe(false);
});

test('a change wakes whoever waits, and so does the end', async () => {
  const { feed, tell } = makeFeed();
  const client = await feed.subscribe();
  const waiting = client.take(60_000);
  tell('one');
  expect((await waiting).documentIds).toEqual(['one']);
  const last = client.take(60_000);
  await feed.close();
  expect((await last).documentIds).toEqual([]);
  expect(client.ended()).toBe(true);
});
