import type { OutboxEntry, OutboxStore } from '../../store/outbox-store.ts';

/** The outbox in memory, to hold still and to fail at will. The real one is in store/outbox. */
export interface MemoryOutbox extends OutboxStore {
  /** Puts entries in and tells the listeners. */
  put(...entries: readonly OutboxEntry[]): void;
  /** Every call rejects with it; undefined ends that. */
  failWith(error: Error | undefined): void;
  /** What waits to be relayed. */
  readonly waiting: readonly OutboxEntry[];
  /** What was handed over and is unfinished. */
  readonly handedOver: readonly OutboxEntry[];
  /** Calls of `relay`, and how many ran at the same time at most. */
  readonly relays: { readonly calls: number; readonly atOnce: number };
}

export function createMemoryOutbox(): MemoryOutbox {
  const waiting: OutboxEntry[] = [];
  const handedOver: OutboxEntry[] = [];
  const listeners = new Set<() => void>();
  const relays = { calls: 0, atOnce: 0 };
  let running = 0;
  let failure: Error | undefined;
  const mayFail = (): void => {
    if (failure !== undefined) throw failure;
  };
  return {
    waiting,
    handedOver,
    relays,
    put: (...entries) => {
      waiting.push(...entries);
      for (const tell of listeners) tell();
    },
    failWith: (error) => {
      failure = error;
    },
    relay: async (limit, enqueue) => {
      relays.calls += 1;
      running += 1;
      relays.atOnce = Math.max(relays.atOnce, running);
      try {
        mayFail();
        const batch = waiting.slice(0, limit);
        if (batch.length > 0) await enqueue(batch.map((entry) => ({ ...entry, priority: 'normal' })));
        handedOver.push(...waiting.splice(0, batch.length));
        return batch.length;
      } finally {
        running -= 1;
      }
    },
    // Old enough are all of them here.
    listHandedOver: async ({ limit, afterParagraphId = '' }) => {
      await Promise.resolve();
      mayFail();
      return handedOver
        .filter(({ paragraphId }) => paragraphId > afterParagraphId)
        .sort((a, b) => (a.paragraphId < b.paragraphId ? -1 : 1))
        .slice(0, limit);
    },
    handBack: async (entries) => {
      await Promise.resolve();
      mayFail();
      const back = handedOver.filter((ours) =>
        entries.some(
          (theirs) => theirs.paragraphId === ours.paragraphId && theirs.generation === ours.generation,
        ),
      );
      for (const entry of back) {
        handedOver.splice(handedOver.indexOf(entry), 1);
        waiting.push({ ...entry, generation: entry.generation + 1 });
      }
      for (const tell of listeners) tell();
      return back.length;
    },
    onNewEntries: (callback) => {
      listeners.add(callback);
      return Promise.resolve(() => {
        listeners.delete(callback);
        return Promise.resolve();
      });
    },
  };
}
