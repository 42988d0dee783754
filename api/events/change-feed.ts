import { appError } from '../../core/app-error.ts';
import type { ChangeStore } from '../../store/change-store.ts';
import { createWaiting } from './waiting.ts';

/** One client's view of what changes. What it has not taken yet is kept once per document, however often it changes. */
export interface Subscription {
  /**
   * The documents that changed since the last call; waits for one, `limitMs` at most. `missed`: more may have changed than is
   * said, because the connection was lost or the client is too slow.
   */
  take(limitMs: number): Promise<{ readonly documentIds: readonly string[]; readonly missed: boolean }>;
  /** True after `end`, or when the feed is closed. */
  ended(): boolean;
  end(): void;
}

export interface ChangeFeed {
  /** Rejects with STREAMS_TOO_MANY. */
  subscribe(): Promise<Subscription>;
  /** Ends every subscription, and listening. */
  close(): Promise<void>;
}

/** Of each feed; each holds a connection and a little memory. */
export const mostSubscriptions = 500;
/** Of one client that does not read: about 50 kB. */
const mostPending = 1_000;

/** Listens once for all clients, from the first one on. */
export function createChangeFeed(changes: Pick<ChangeStore, 'onChange'>): ChangeFeed {
  const subscribers = new Set<Subscriber>();
  let listening: Promise<() => Promise<void>> | undefined;
  const tellAll = (documentId: string | null): void => {
    for (const subscriber of subscribers) subscriber.tell(documentId);
  };
  return {
    subscribe: async () => {
      // Listening comes first: what it says of its beginning is no news to somebody who has yet to look.
      await (listening ??= changes.onChange(tellAll));
      if (subscribers.size >= mostSubscriptions) throw appError('STREAMS_TOO_MANY', [mostSubscriptions]);
      const subscriber = createSubscriber(() => subscribers.delete(subscriber));
      subscribers.add(subscriber);
      return subscriber;
    },
    close: async () => {
      for (const subscriber of subscribers) subscriber.end();
      await (
        await listening
      )?.();
    },
  };
}

interface Subscriber extends Subscription {
  tell(documentId: string | null): void;
}

function createSubscriber(onEnd: () => void): Subscriber {
  const pending = new Set<string>();
  let missed = false;
  let over = false;
  const news = createWaiting();
  return {
    tell: (documentId) => {
      if (documentId === null || pending.size >= mostPending) missed = true;
      else pending.add(documentId);
      news.wake();
    },
    take: async (limitMs) => {
      if (pending.size === 0 && !missed && !over) await news.until(limitMs);
      const taken = { documentIds: [...pending], missed };
      pending.clear();
      missed = false;
      return taken;
    },
    ended: () => over,
    end: () => {
      over = true;
      news.wake();
      onEnd();
    },
  };
}
