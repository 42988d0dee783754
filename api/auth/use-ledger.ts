import type { Logger } from '../../core/logger.ts';
import type { KeyStore, KeyUse } from '../../store/key-store.ts';

/** Between two writes: a request must not wait for one, and a crash loses no more than this. */
const writeEveryMs = 5_000;

/** What keys do, gathered in memory and written now and then. */
export interface UseLedger {
  note(use: KeyUse): void;
  /** Bytes that are not written yet. */
  pendingBytes(keyId: string): number;
  /** Writes what is left. Never rejects. */
  close(): Promise<void>;
}

export function openUseLedger(keys: Pick<KeyStore, 'recordUse'>, log: Logger): UseLedger {
  let pending = new Map<string, KeyUse>();
  let writing: Promise<void> = Promise.resolve();

  const note = (use: KeyUse): void => {
    const earlier = pending.get(use.id);
    pending.set(use.id, { ...use, bytes: use.bytes + (earlier?.bytes ?? 0) });
  };
  const write = async (): Promise<void> => {
    if (pending.size === 0) return;
    const uses = [...pending.values()];
    pending = new Map();
    try {
      await keys.recordUse(uses);
    } catch (error) {
      log.warn({ err: error, keys: uses.length }, 'use of keys not written, trying again later');
      // Newer dates stay newer.
      for (const use of uses) note({ ...use, usedAt: pending.get(use.id)?.usedAt ?? use.usedAt });
    }
  };
  const timer = setInterval(() => {
    writing = writing.then(write);
  }, writeEveryMs);
  timer.unref();

  return {
    note,
    pendingBytes: (keyId) => pending.get(keyId)?.bytes ?? 0,
    close: async () => {
      clearInterval(timer);
      await writing;
      await write();
    },
  };
}
