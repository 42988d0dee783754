import { setImmediate } from 'node:timers/promises';
import { planBatch, type BatchLimits, type Waiting } from './plan-batch.ts';
import { planUrgentBatch } from './plan-urgent-batch.ts';

/** One way to decode, and how much of it fits a batch. Only sentences of the same way share a batch. */
export interface BatchWork<Item, Result> {
  readonly limits: BatchLimits;
  /** Decodes one batch; one result per item, in order. `isWanted(i)` turns false when item `i` was given up. */
  decode(items: readonly Item[], isWanted: (item: number) => boolean): Promise<readonly Result[]>;
}

/** When a sentence is to be decoded, and until when. */
export interface Turn {
  readonly signal: AbortSignal;
  /** Somebody waits for it: it goes before those that nobody waits for. */
  readonly isUrgent: boolean;
}

interface Entry<Item, Result> extends Waiting, Turn {
  readonly item: Item;
  readonly work: BatchWork<Item, Result>;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Gathers sentences of all callers and decodes them batch by batch, one batch at a time.
 *
 * What arrives while a batch is decoded goes into a later one (see {@link planBatch}): urgent sentences into the next, but
 * after a batch for them comes one for those who wait longest, so that neither starves. A batch that fails rejects the sentences in it;
 * the next one is tried all the same.
 */
export class SentenceQueue<Item extends Waiting, Result> {
  #waiting: Entry<Item, Result>[] = [];
  #running = false;
  /** The last batch was for urgent sentences. */
  #wasUrgent = false;

  /** Resolves when the batch that `item` lands in is done; rejects with the signal's reason when it is given up. */
  async push(item: Item, work: BatchWork<Item, Result>, { signal, isUrgent }: Turn): Promise<Result> {
    signal.throwIfAborted();
    const result = new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ length: item.length, item, work, signal, isUrgent, resolve, reject });
    });
    if (!this.#running) void this.#run(); // never rejects: failures go to the entries
    return result;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Let every caller of this turn of the event loop push first, so that they share a batch.
    await setImmediate();
    while (this.#dropAborted() > 0) await this.#decodeNext();
    this.#running = false;
  }

  #dropAborted(): number {
    const wanted = this.#waiting.filter((entry) => !entry.signal.aborted);
    for (const entry of this.#waiting) if (entry.signal.aborted) entry.reject(entry.signal.reason);
    this.#waiting = wanted;
    return wanted.length;
  }

  async #decodeNext(): Promise<void> {
    const urgent = this.#wasUrgent ? undefined : this.#waiting.find((entry) => entry.isUrgent);
    const work = (urgent ?? this.#waiting[0])?.work;
    if (work === undefined) return;
    this.#wasUrgent = urgent !== undefined;
    const plan = urgent === undefined ? planBatch : planUrgentBatch;
    const alike = this.#waiting.filter((entry) => entry.work === work);
    const batch = plan(alike, work.limits).flatMap((place) => alike[place] ?? []);
    this.#waiting = this.#waiting.filter((entry) => !batch.includes(entry));
    const items = batch.map((entry) => entry.item);
    try {
      const results = await work.decode(items, (item) => batch[item]?.signal.aborted === false);
      batch.forEach((entry, place) => {
        const result = results[place];
        if (entry.signal.aborted) entry.reject(entry.signal.reason);
        else if (result === undefined)
          entry.reject(new Error('a batch gave fewer results than it has sentences'));
        else entry.resolve(result);
      });
    } catch (error) {
      for (const entry of batch) entry.reject(entry.signal.aborted ? entry.signal.reason : error);
    }
  }
}
