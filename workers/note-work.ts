import type { ParagraphInWork } from '../store/worker-registry.ts';

/** What this process has in its hands, and for how long it had anything. */
export interface WorkNotes {
  /** A paragraph is in work from now until the function that is returned is called. */
  readonly begun: (paragraph: Omit<ParagraphInWork, 'startedAt'>) => () => void;
  /** What is in work now, longest first. */
  readonly inWork: () => readonly ParagraphInWork[];
  /** Wall time in which at least one paragraph was in work, until now. */
  readonly busySeconds: () => number;
}

/** @param nowMs milliseconds from any fixed point; only differences are used */
export function noteWork(nowMs: () => number): WorkNotes {
  const inWork = new Set<ParagraphInWork>();
  let busySinceMs = 0;
  let busyMs = 0;
  return {
    begun: (paragraph) => {
      if (inWork.size === 0) busySinceMs = nowMs();
      const entry = { ...paragraph, startedAt: new Date() };
      inWork.add(entry);
      return () => {
        inWork.delete(entry);
        if (inWork.size === 0) busyMs += nowMs() - busySinceMs;
      };
    },
    inWork: () => [...inWork],
    busySeconds: () => (busyMs + (inWork.size === 0 ? 0 : nowMs() - busySinceMs)) / 1_000,
  };
}
