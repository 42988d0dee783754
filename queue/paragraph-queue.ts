import type { DocumentPriority } from '../core/document.ts';
import type { BoardQueue } from './board-queues.ts';
import type { ParagraphJob } from './paragraph-job.ts';
import type { WebhookProcessor, WebhookProducer } from './webhook-queue.ts';

/** Jobs by state, as BullMQ counts them. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

/**
 * Where a job is. `absent`: the queue does not know it (finished and removed, or the queue was lost).
 * `pending`: waiting, delayed or active. `failed`: given up by the queue, for instance after repeated stalls.
 */
export type JobPresence = 'pending' | 'failed' | 'absent';

/** Puts paragraph jobs in. Fails fast: rejects with QUEUE_UNAVAILABLE when the back end cannot be reached. */
export interface ParagraphProducer {
  /**
   * One job per (paragraph, generation), however often it is called. Workers take jobs by priority (`normal` when absent), and
   * those of one priority in the order they came.
   */
  enqueue(jobs: readonly ParagraphJob[], priority?: DocumentPriority): Promise<void>;
  /** One answer per job, in order. */
  presenceOf(jobs: readonly ParagraphJob[]): Promise<readonly JobPresence[]>;
  counts(): Promise<QueueCounts>;
  /** Rejects with QUEUE_UNAVAILABLE when the back end does not answer within a second. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface JobContext {
  /** True when a rejection now is final: the queue will not try again. */
  readonly lastTry: boolean;
  /** Aborts when the consumer closes without waiting any longer, or when this job's lock is lost. */
  readonly signal: AbortSignal;
}

/**
 * What a worker does with a job. Resolves when the store says so; rejects to be tried again with backoff, at once and
 * for good when the rejection is an AppError whose `retry` is 'never' or 'operator'.
 */
export type ParagraphProcessor = (job: ParagraphJob, context: JobContext) => Promise<void>;

export interface ConsumerOptions {
  /** Paragraphs in work at the same time. */
  readonly concurrency: number;
  /** A job whose lock is not renewed for so long is given to another worker. Renewed at half of it. */
  readonly lockDurationMs: number;
  readonly process: ParagraphProcessor;
  /** Told of every job, of any worker, that is found without one. */
  readonly onStalled?: () => void;
}

/** Takes jobs out. Waits for ever for a back end that is away. */
export interface ParagraphConsumer {
  /** Stops taking jobs, waits up to `graceMs` for those in work, then aborts their signals. Never rejects. */
  close(options: { readonly graceMs: number }): Promise<void>;
}

/** One back end, opened. Closing it closes every producer and consumer made from it. */
export interface ParagraphQueue {
  readonly backend: 'postgres' | 'redis';
  producer(): ParagraphProducer;
  consume(options: ConsumerOptions): ParagraphConsumer;
  webhookProducer(): WebhookProducer;
  consumeWebhooks(process: WebhookProcessor): ParagraphConsumer;
  /** The queues as bull-board shows them, read-only. */
  boardQueues(): Promise<readonly BoardQueue[]>;
  close(): Promise<void>;
}
