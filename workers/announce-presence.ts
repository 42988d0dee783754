import type { Logger } from '../core/logger.ts';
import type { WorkTally } from '../core/work-tally.ts';
import type { ParagraphInWork, WorkerPresence, WorkerRegistry } from '../store/worker-registry.ts';

export interface PresenceAnnouncer {
  /** Changes what is announced, at once and from now on. Never rejects. */
  update(change: Partial<WorkerPresence>): Promise<void>;
  /** Stops announcing and takes the row away, so that nobody counts on this worker. Never rejects. */
  withdraw(): Promise<void>;
  /** Stops announcing; the last word stays to be read until it is stale. */
  leaveLastWord(): void;
}

export interface AnnounceOptions {
  readonly registry: WorkerRegistry;
  readonly initial: Omit<WorkerPresence, 'residentMemory' | 'tally' | 'inWork'>;
  readonly intervalMs: number;
  readonly measureResidentMemory: () => number;
  readonly counter: {
    readonly read: () => WorkTally;
    readonly inWork: () => readonly ParagraphInWork[];
  };
  readonly log: Logger;
}

/**
 * Says every `intervalMs` that this worker is there. A store that is away is survived: the next round tries again,
 * and readers meanwhile see a stale row, which is the truth.
 */
export function announcePresence(options: AnnounceOptions): PresenceAnnouncer {
  const { registry, intervalMs, measureResidentMemory, counter, log } = options;
  let presence: WorkerPresence = { ...options.initial, residentMemory: 0 };
  let last: Promise<void> = Promise.resolve();
  const say = (): Promise<void> => {
    last = last
      .then(async () => {
        await registry.announce({
          ...presence,
          residentMemory: measureResidentMemory(),
          tally: counter.read(),
          inWork: counter.inWork(),
        });
      })
      .catch((error: unknown) => {
        log.warn({ err: error }, 'presence not announced');
      });
    return last;
  };
  const timer = setInterval(() => void say(), intervalMs);
  void say();
  return {
    update: async (change) => {
      presence = { ...presence, ...change };
      await say();
    },
    withdraw: async () => {
      clearInterval(timer);
      await last;
      await registry.withdraw(presence.workerId).catch((error: unknown) => {
        log.warn({ err: error }, 'presence not withdrawn');
      });
    },
    leaveLastWord: () => {
      clearInterval(timer);
    },
  };
}
