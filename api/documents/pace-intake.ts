import type { DocumentStore, NewDocument } from '../../store/document-store.ts';

export interface PaceIntakeOptions {
  /** After a document that took so many milliseconds to store, the next one waits so many times as long. */
  readonly restRatio: number;
  /** With so many that wait for their turn there are no rests: nobody waits much longer than before. */
  readonly mostResting: number;
  /** Milliseconds from any fixed point. */
  readonly nowMs: () => number;
  readonly pause: (durationMs: number) => Promise<unknown>;
}

/**
 * The same store, which takes documents in one at a time and with a rest after each: an import leaves the processors to the
 * workers for the most part, and comes in about as fast as they translate it. A document that somebody waits for
 * (`interactive`) does not stand in this line.
 *
 * The rest is measured by the time that storing took, so that it grows by itself where processors are short.
 */
export function paceIntake(documents: DocumentStore, options: PaceIntakeOptions): DocumentStore {
  const { restRatio, mostResting, nowMs, pause } = options;
  let lastTurn: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const inTurn = <Stored>(document: NewDocument, store: () => Promise<Stored>): Promise<Stored> => {
    if (document.priority === 'interactive') return store();
    let tookMs = 0;
    waiting += 1;
    const stored = lastTurn.then(async () => {
      waiting -= 1;
      const begunMs = nowMs();
      try {
        return await store();
      } finally {
        tookMs = nowMs() - begunMs;
      }
    });
    const rest = (): Promise<unknown> | undefined =>
      waiting < mostResting ? pause(tookMs * restRatio) : undefined;
    lastTurn = stored.then(rest, rest);
    return stored;
  };
  return {
    ...documents,
    create: (document) => inTurn(document, () => documents.create(document)),
    createOnce: (document, key) => inTurn(document, () => documents.createOnce(document, key)),
  };
}
