import type { Change, ChangedDocument } from '../../store/change-store.ts';
import { documentResourceOf } from '../documents/document-resource.ts';
import type { PullResource } from '../shelf/pull-resource.ts';
import type { QueueResource } from '../work/queue-resource.ts';

/*
 * Server-sent events as text.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */

/** Opens a stream: a client whose connection breaks comes back after this time. */
export const openingText = 'retry: 2000\n\n';

/** A comment: a sign of life that clients do not see. */
export const heartbeatText = ':\n\n';

/** What was missed is more than is worth sending: read the list of documents anew. */
export const resyncText = 'event: resync\ndata: {}\n\n';

/** The document as it stands; the id is where a client goes on from. */
function documentText({ document, change }: ChangedDocument): string {
  return `id: ${change}\nevent: document\ndata: ${JSON.stringify(documentResourceOf(document))}\n\n`;
}

/** How the work goes; without an id, since a client that comes back gets it as it is then. */
export function queueText(queue: QueueResource): string {
  return `event: queue\ndata: ${JSON.stringify(queue)}\n\n`;
}

/** How far a model is fetched; without an id, as above. */
export function pullText(pull: PullResource): string {
  return `event: pull\ndata: ${JSON.stringify(pull)}\n\n`;
}

/** Without an id where nobody remembers the deletion: the client goes on from what it had before. */
export function deletedText(documentId: string, change?: string): string {
  const id = change === undefined ? '' : `id: ${change}\n`;
  return `${id}event: deleted\ndata: ${JSON.stringify({ id: documentId })}\n\n`;
}

export function changeText(change: Change): string {
  return 'document' in change ? documentText(change) : deletedText(change.deletedId, change.change);
}
