import { expect, test } from 'vitest';
import { createChangeFeed } from '../../../api/events/change-feed.ts';
import { followDocuments } from '../../../api/events/follow-changes.ts';

test('a stream that missed something says so, since a deletion may be among it', async () => {
  let tell: (documentId: string | null) => void = () => undefined;
  const feed = createChangeFeed({
    onChange: (callback) => {
      tell = callback;
      return Promise.resolve(() => Promise.resolve());
    },
  });
  const events = followDocuments({
    changes: { read: () => Promise.resolve([]), since: () => Promise.resolve([]) },
    subscription: await feed.subscribe(),
    lastEventId: '7',
    heartbeatMs: 10_000,
  });
  expect((await events.next()).value).toContain('retry');
  tell('deleted-while-the-connection-was-lost');
  tell(null);
  expect((await events.next()).value).toContain('event: resync');
  await feed.close();
});
