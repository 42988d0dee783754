import type { ParagraphJob } from '../../../queue/paragraph-job.ts';

/** Where a queue is, as `openQueue` wants it. */
export interface QueueAddress {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
}

/** A back end whose server really runs, and what can happen to it. */
export interface QueueHarness {
  /** An empty queue. */
  fresh(): Promise<QueueAddress>;
  /** Cuts all connections and refuses new ones, until `comeBack`. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** Loses all jobs, as somebody with FLUSHALL would. */
  loseJobs(): Promise<void>;
  /** Everything the queue holds, as text to search in. */
  dump(): Promise<string>;
  /** Connections of queues, all together. */
  countConnections(): Promise<number>;
  remove(): Promise<void>;
}

/** A job of paragraph `number`. */
export function jobOf(number: number, generation = 0): ParagraphJob {
  return { v: 1, documentId: 'document-1', paragraphId: `paragraph-${number}`, generation };
}

export function jobsOf(count: number): readonly ParagraphJob[] {
  return Array.from({ length: count }, (_, number) => jobOf(number));
}
