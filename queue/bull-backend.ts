import type { Job, Queue } from 'bullmq';

/** What the producer needs of BullMQ, on either back end. */
export interface BullQueue {
  readonly queue: Pick<Queue, 'addBulk' | 'getJobCounts' | 'isPaused'>;
  /** BullMQ's word for the state of each job, in order; `unknown` where there is no such job. */
  statesOf(jobIds: readonly string[]): Promise<readonly string[]>;
  /** Resolves when its connections are closed. */
  close(): Promise<void>;
}

/** What the consumer needs of BullMQ, on either back end. */
export interface BullWorker {
  /** Takes no more jobs, and resolves when those in hand are finished, however long that takes. */
  close(): Promise<void>;
  /** Lets go of the connections without waiting for anybody. For a back end that no longer answers. */
  drop(): void;
}

export interface BullWorkerSettings {
  readonly concurrency: number;
  readonly lockDurationMs: number;
  readonly process: (job: Job, token: string | undefined) => Promise<void>;
  readonly onLocksLost: (jobIds: readonly string[]) => void;
  /** A job of any worker was found without one. */
  readonly onStalled: (jobId: string) => void;
  readonly onFailed: (job: Job | undefined) => void;
}

/**
 * BullMQ on one database. The only place that differs between PostgreSQL and Redis; the back end is handed to each
 * Queue and Worker, never set for the whole process, so that both can be used side by side (the tests do).
 */
export interface BullBackend {
  readonly name: 'postgres' | 'redis';
  /** Its operations reject soon when the back end is away. */
  openQueue(name: string): BullQueue;
  /** Starts to take jobs; waits for ever for a back end that is away. */
  openWorker(name: string, settings: BullWorkerSettings): BullWorker;
  /** True when `error` says that the back end did not answer, or not now; false when it answered that we are wrong. */
  isAway(error: unknown): boolean;
  /** Closes what it holds itself. Queues and workers are closed before. */
  close(): Promise<void>;
}

/** Where errors go that no caller waits for: a connection that drops, a lock that was not renewed. */
export type ReportError = (error: unknown) => void;
