import { appError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import { mostSubscriptions } from '../events/change-feed.ts';
import { createWaiting } from '../events/waiting.ts';
import type { QueueResource } from './queue-resource.ts';

/** One client's view of the queue. What it has not taken is never more than the newest state. */
export interface QueueSubscription {
  /** The newest state, once it is another than the one taken before; undefined when it is not within `limitMs`. */
  take(limitMs: number): Promise<QueueResource | undefined>;
  /** True after `end`, or when the feed is closed. */
  ended(): boolean;
  end(): void;
}

export interface QueueFeed {
  /** Rejects with STREAMS_TOO_MANY, and with what reading rejects with. */
  subscribe(): Promise<QueueSubscription>;
  /** Ends every subscription, and reading. */
  close(): void;
}

export interface QueueFeedOptions {
  readonly read: () => Promise<QueueResource>;
  readonly everyMs: number;
  readonly log: Logger;
}

/**
 * Looks at the queue every `everyMs` while somebody follows it, once for all who do. Something changed when anything but the
 * time did. While it cannot be looked at, nothing is told.
 */
export function createQueueFeed({ read, everyMs, log }: QueueFeedOptions): QueueFeed {
  const subscribers = new Set<Subscriber>();
  let timer: NodeJS.Timeout | undefined;
  let blind = false;
  const look = async (): Promise<void> => {
    try {
      const queue = await read();
      const told = changeKeyOf(queue);
      for (const subscriber of subscribers) subscriber.tell(queue, told);
      blind = false;
    } catch (error) {
      if (!blind) log.warn({ err: error }, 'queue not read for those who follow it');
      blind = true;
    }
    schedule();
  };
  const schedule = (): void => {
    timer = subscribers.size === 0 ? undefined : setTimeout(() => void look(), everyMs).unref();
  };
  return {
    subscribe: async () => {
      if (subscribers.size >= mostSubscriptions) throw appError('STREAMS_TOO_MANY', [mostSubscriptions]);
      const first = await read();
      const subscriber = createSubscriber(() => subscribers.delete(subscriber));
      subscriber.tell(first, changeKeyOf(first));
      subscribers.add(subscriber);
      if (timer === undefined) schedule();
      return subscriber;
    },
    close: () => {
      clearTimeout(timer);
      for (const subscriber of subscribers) subscriber.end();
    },
  };
}

/** Two states with the same key say the same. The times of the series move on by themselves. */
function changeKeyOf({ throughput, ...rest }: QueueResource): string {
  const amounts = throughput.series.map(({ sentences, remembered, tokens }) => [
    sentences,
    remembered,
    tokens,
  ]);
  return JSON.stringify([rest, amounts]);
}

interface Subscriber extends QueueSubscription {
  tell(queue: QueueResource, key: string): void;
}

function createSubscriber(onEnd: () => void): Subscriber {
  let pending: QueueResource | undefined;
  let lastKey: string | undefined;
  let over = false;
  const news = createWaiting();
  return {
    tell: (queue, key) => {
      if (key === lastKey) return;
      lastKey = key;
      pending = queue;
      news.wake();
    },
    take: async (limitMs) => {
      if (pending === undefined && !over) await news.until(limitMs);
      const taken = pending;
      pending = undefined;
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
