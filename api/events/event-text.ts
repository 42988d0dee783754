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
export const resyncText = eventText('resync', {});

/** The document as it stands; the id is where a client goes on from. */
function documentText({ document, change }: ChangedDocument): string {
  return eventText('document', documentResourceOf(document), change);
}

/** How the work goes; without an id, since a client that comes back gets it as it is then. */
export function queueText(queue: QueueResource): string {
  return eventText('queue', queue);
}

/** How far a model is fetched; without an id, as above. */
export function pullText(pull: PullResource): string {
  return eventText('pull', pull);
}

/** Without an id where nobody remembers the deletion: the client goes on from what it had before. */
export function deletedText(documentId: string, change?: string): string {
  return eventText('deleted', { id: documentId }, change);
}

export function changeText(change: Change): string {
  return 'document' in change ? documentText(change) : deletedText(change.deletedId, change.change);
}

/** One event; with an id, a client that comes back says that it was the last one it got. */
export function eventText(event: string, data: object, id?: string): string {
  const place = id === undefined ? '' : `id: ${id}\n`;
  return `${place}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
