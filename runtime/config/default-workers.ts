import { availableParallelism, totalmem } from 'node:os';

/** What a server may use of the machine it runs on. */
export interface Machine {
  /** Hardware threads. */
  readonly cores: number;
  readonly memoryBytes: number;
}

/** This machine; of a container, what it is allowed. */
export function thisMachine(): Machine {
  const allowedBytes = process.constrainedMemory();
  return {
    cores: availableParallelism(),
    // Without a limit it says 0, or more than there is.
    memoryBytes: allowedBytes > 0 ? Math.min(allowedBytes, totalmem()) : totalmem(),
  };
}

/** What a worker with a model of opus-mt's size takes at most, measured in batches of 64: 830 MB. */
const workerBytes = 2 ** 30;

/** The database and the API. */
const otherBytes = 2 ** 30;

/** More of them are chosen by a person: each is a copy of the model and has its own connections to the database. */
const most = 8;

/**
 * One worker for each core, as far as memory reaches; at least 1.
 *
 * Two threads of one worker wait for each other after every operator, two workers never: docs/operations.md.
 */
export function defaultWorkers({ cores, memoryBytes }: Machine): number {
  const fitting = Math.floor((memoryBytes - otherBytes) / workerBytes);
  return Math.max(1, Math.min(cores, fitting, most));
}
