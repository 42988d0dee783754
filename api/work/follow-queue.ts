import { heartbeatText, openingText, queueText } from '../events/event-text.ts';
import type { QueueSubscription } from './queue-feed.ts';

/** The queue as it stands, then again when something changed; a sign of life in between. */
export async function* followQueue(
  subscription: QueueSubscription,
  heartbeatMs: number,
): AsyncGenerator<string, void, undefined> {
  yield openingText;
  while (!subscription.ended()) {
    const queue = await subscription.take(heartbeatMs);
    if (queue !== undefined) yield queueText(queue);
    else if (!subscription.ended()) yield heartbeatText;
  }
}
