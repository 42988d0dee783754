import type { ErrorCode } from '../core/error-catalogue.ts';
import type { ModelIdentity } from '../core/segment.ts';
import type { WorkTally } from '../core/work-tally.ts';

/**
 * - `loading`: the process is up, the model is not yet.
 * - `ready`: it translates.
 * - `failed`: the model could not be loaded; `error` says why.
 * - `stopping`: it finishes what it holds.
 */
export type WorkerStatus = 'loading' | 'ready' | 'failed' | 'stopping';

/** What a worker has in its hands. */
export interface ParagraphInWork {
  readonly documentId: string;
  readonly paragraphId: string;
  readonly startedAt: Date;
}

/** How a worker process says that it is there. A worker not seen for `staleAfterMs` counts as gone. */
export interface WorkerPresence {
  readonly workerId: string;
  readonly pid: number;
  readonly host: string;
  readonly status: WorkerStatus;
  readonly model: ModelIdentity | null;
  readonly threads: number;
  /** Bytes. */
  readonly residentMemory: number;
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
  readonly startedAt: Date;
  /** What it has done; absent where it does not say. */
  readonly tally?: WorkTally;
  /** What it translates at this moment; absent where it does not say. */
  readonly inWork?: readonly ParagraphInWork[];
}

export interface WorkerRegistry {
  /** Inserts or renews the row of `workerId`. What its tally grew by is added to what is done in these ten seconds. */
  announce(presence: WorkerPresence): Promise<void>;
  withdraw(workerId: string): Promise<void>;
  /** Workers seen within `staleAfterMs`, by the database's clock; rows far older are removed on the way. */
  list(options: { readonly staleAfterMs: number }): Promise<readonly WorkerPresence[]>;
}
