import { setTimeout as pause } from 'node:timers/promises';
import type { Change, ChangeStore } from '../../store/change-store.ts';
import type { Subscription } from './change-feed.ts';
import { changeText, deletedText, heartbeatText, openingText, resyncText } from './event-text.ts';

/** What happens in between is told together: at most four times a second for each client. */
const gatherMs = 250;
/** More documents than this are quicker read as a list. */
const mostCaughtUp = 500;

export interface FollowOptions {
  readonly changes: Pick<ChangeStore, 'read' | 'since'>;
  readonly subscription: Subscription;
  /** The id of the last event that the client has; undefined when it has none. */
  readonly lastEventId: string | undefined;
  readonly heartbeatMs: number;
}

/*
 * An event is the document as it stands, never a step. So nothing is lost when events are left out, repeated or gathered: a
 * client that was away gets the documents that changed meanwhile, once each, and a slow one gets fewer events, not older ones.
 */

/** One document: at once unless the client has it as it stands, then whenever it changes; to its deletion. */
export async function* followDocument(
  documentId: string,
  { changes, subscription, lastEventId, heartbeatMs }: FollowOptions,
): AsyncGenerator<string, void, undefined> {
  yield openingText;
  let sent = lastEventId;
  let due = true;
  while (!subscription.ended()) {
    if (due) {
      const [current] = await changes.read([documentId]);
      if (current === undefined || !('document' in current)) {
        yield deletedText(documentId, current?.change);
        return;
      }
      if (isAfter(current, sent)) yield changeText(current);
      sent = current.change;
    }
    const { documentIds, missed } = await subscription.take(heartbeatMs);
    due = missed || documentIds.includes(documentId);
    if (due) await pause(gatherMs);
    else if (documentIds.length === 0) yield heartbeatText;
  }
}

/**
 * All documents: those that changed or were deleted since the client's last event, then each that is. `resync` where that is
 * more than is worth telling, longer ago than deletions are remembered, or where the stream itself has missed something.
 */
export async function* followDocuments({
  changes,
  subscription,
  lastEventId,
  heartbeatMs,
}: FollowOptions): AsyncGenerator<string, void, undefined> {
  yield openingText;
  if (lastEventId !== undefined) {
    const caughtUp = await changes.since(lastEventId, mostCaughtUp + 1);
    if (caughtUp === undefined || caughtUp.length > mostCaughtUp) yield resyncText;
    else yield* caughtUp.map(changeText);
  }
  while (!subscription.ended()) {
    const { documentIds, missed } = await subscription.take(heartbeatMs);
    if (missed) {
      yield resyncText;
      await pause(gatherMs);
      continue;
    }
    if (documentIds.length === 0) {
      yield heartbeatText;
      continue;
    }
    const found = await changes.read(documentIds);
    yield* found.map(changeText);
    yield* missingFrom(found, documentIds).map((id) => deletedText(id));
    await pause(gatherMs);
  }
}

/** Numbers of any length, in decimal digits. */
function isAfter({ change }: Change, other: string | undefined): boolean {
  return other === undefined || BigInt(change) > BigInt(other);
}

function missingFrom(found: readonly Change[], documentIds: readonly string[]): readonly string[] {
  const there = new Set(
    found.map((change) => ('document' in change ? change.document.id : change.deletedId)),
  );
  return documentIds.filter((id) => !there.has(id));
}
