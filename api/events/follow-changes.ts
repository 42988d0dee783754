import { setTimeout as pause } from 'node:timers/promises';
import type { ChangedDocument, ChangeStore } from '../../store/change-store.ts';
import type { Subscription } from './change-feed.ts';
import { deletedText, documentText, heartbeatText, openingText, resyncText } from './event-text.ts';

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
      if (current === undefined) {
        yield deletedText(documentId);
        return;
      }
      if (isAfter(current, sent)) yield documentText(current);
      sent = current.change;
    }
    const { documentIds, missed } = await subscription.take(heartbeatMs);
    due = missed || documentIds.includes(documentId);
    if (due) await pause(gatherMs);
    else if (documentIds.length === 0) yield heartbeatText;
  }
}

/**
 * All documents: those that changed since the client's last event, then each that changes. What was deleted leaves nothing to
 * be found later: when the stream has missed something, it says `resync`, since a deletion may be among it.
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
    if (caughtUp.length > mostCaughtUp) yield resyncText;
    else yield* caughtUp.map(documentText);
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
    yield* found.map(documentText);
    yield* missingFrom(found, documentIds).map(deletedText);
    await pause(gatherMs);
  }
}

/** Numbers of any length, in decimal digits. */
function isAfter({ change }: ChangedDocument, other: string | undefined): boolean {
  return other === undefined || BigInt(change) > BigInt(other);
}

function missingFrom(found: readonly ChangedDocument[], documentIds: readonly string[]): readonly string[] {
  const there = new Set(found.map(({ document }) => document.id));
  return documentIds.filter((id) => !there.has(id));
}
