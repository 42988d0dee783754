import type { BaseAdapter } from '@bull-board/api/baseAdapter';
import type { Queue } from 'bullmq';
import type { BullBackend } from './bull-backend.ts';
import { queueName, webhookQueueName } from './queue-settings.ts';
import { within } from './within.ts';

/** A queue as bull-board shows it. */
export type BoardQueue = BaseAdapter;

export interface BoardQueues {
  readonly queues: readonly BoardQueue[];
  close(): Promise<void>;
}

/** A back end that is away must not keep a process from ending. */
const closeWithinMs = 2_000;

/**
 * The jobs as BullMQ holds them, to look at and never to change. The store decides what is to be done and the queue only
 * carries it: a job that somebody removed here would be handed over again by the sweep, one that was tried again would be
 * refused by the claim of a paragraph that has failed, and a queue that was paused would stay so unseen by all else.
 */
export async function openBoardQueues(backend: BullBackend): Promise<BoardQueues> {
  // Only the API shows them: workers need not load it.
  const { BullMQAdapter } = await import('@bull-board/api/bullMQAdapter');
  const opened = [queueName, webhookQueueName].map((name) => backend.openQueue(name));
  return {
    // Both back ends open BullMQ's own queue; the contract names what producers need of it.
    queues: opened.map(({ queue }) => new BullMQAdapter(queue as Queue, { readOnlyMode: true })),
    close: async () => {
      await within(closeWithinMs, Promise.all(opened.map((queue) => queue.close()))).catch(() => undefined);
    },
  };
}
