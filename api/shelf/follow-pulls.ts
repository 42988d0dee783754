import { setTimeout as pause } from 'node:timers/promises';
import { heartbeatText, openingText, pullText } from '../events/event-text.ts';
import { createWaiting } from '../events/waiting.ts';
import type { PullKeeper } from './keep-pulls.ts';

/** Pieces come far more often than anybody can see. */
const gatherMs = 250;

/** One client's view of what is fetched; `end` when it has gone. */
export interface PullSubscription {
  readonly end: () => void;
  readonly events: AsyncGenerator<string, void, undefined>;
}

/** Each pull as it stands, then again when it changed, four times a second at most. */
export function followPulls(
  pulls: Pick<PullKeeper, 'list' | 'find' | 'watch'>,
  heartbeatMs: number,
): PullSubscription {
  const changed = new Set(pulls.list().map(({ id }) => id));
  const news = createWaiting();
  let over = false;
  const isOver = (): boolean => over;
  const unwatch = pulls.watch((id) => {
    changed.add(id);
    news.wake();
  });
  async function* events(): AsyncGenerator<string, void, undefined> {
    yield openingText;
    while (!isOver()) {
      if (changed.size === 0) await news.until(heartbeatMs);
      if (isOver()) return;
      const ids = [...changed];
      changed.clear();
      if (ids.length === 0) yield heartbeatText;
      yield* ids.map((id) => pullText(pulls.find(id)));
      await pause(gatherMs);
    }
  }
  return {
    end: () => {
      over = true;
      unwatch();
      news.wake();
    },
    events: events(),
  };
}
