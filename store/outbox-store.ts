import type { DocumentPriority } from '../core/document.ts';

/** A paragraph that needs a job. `generation` counts how often it was handed to the queue anew; part of the job's id. */
export interface OutboxEntry {
  readonly documentId: string;
  readonly paragraphId: string;
  readonly generation: number;
}

/** An entry that waits to be handed over. */
export interface WaitingEntry extends OutboxEntry {
  readonly priority: DocumentPriority;
}

/**
 * What stands between the store and the queue. A `queued` paragraph that was never handed over *is* the outbox;
 * there is no second table that could disagree.
 */
export interface OutboxStore {
  /**
   * Hands up to `limit` entries that wait to `enqueue`, by priority and then oldest document first, and marks them as
   * handed over when it resolves. They stay as they were when it rejects. Several processes may call at once: none gets the
   * same entry. Resolves with the number handed over.
   *
   * `window`: of each priority, no more than so many are handed over and unfinished at a time, give or take a batch of
   * another process; without bound when absent. So a queue stays small whatever is submitted, and what waits for its window
   * never stands in the way of another priority. Jobs that a pause or a cancellation has left behind in the queue are not
   * counted: they end at their claim, without work.
   */
  relay(
    limit: number,
    enqueue: (entries: readonly WaitingEntry[]) => Promise<void>,
    options?: { readonly window: number },
  ): Promise<number>;
  /** Unfinished paragraphs handed over more than `olderThanMs` ago, to be compared with the queue; a page after `afterParagraphId`. */
  listHandedOver(options: {
    readonly olderThanMs: number;
    readonly limit: number;
    readonly afterParagraphId?: string;
  }): Promise<readonly OutboxEntry[]>;
  /** Puts entries back into the outbox (`queued`, next generation). Only those whose generation is still the same. */
  handBack(entries: readonly OutboxEntry[]): Promise<number>;
  /** Calls back soon after something was put into the outbox, by any process. Best effort: poll as well. Returns a stop function. */
  onNewEntries(callback: () => void): Promise<() => Promise<void>>;
}
