import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../core/app-error.ts';
import type { WorkerPresence } from '../../store/worker-registry.ts';
import type { ApiDependencies } from '../api-dependencies.ts';

/** How long a part may take to answer before it counts as away. */
const answerWithinMs = 1_000;

/** A worker announces itself every few seconds; one not heard of for so long has gone without a word. */
export const workerStaleAfterMs = 15_000;

export interface PartState {
  readonly state: 'up' | 'down';
  /** Why it is down; null while it is up. */
  readonly code: string | null;
  readonly why: string | null;
}

/** The parts that must be there for an article to be translated, by name. */
export interface PartStates {
  readonly store: PartState;
  readonly queue: PartState;
  readonly workers: PartState & { readonly ready: number; readonly loading: number; readonly failed: number };
}

/** Asks every part at once. Never rejects, and takes about a second at most. */
export async function checkParts(
  dependencies: Pick<ApiDependencies, 'documents' | 'producer' | 'workers'>,
): Promise<PartStates> {
  const { documents, producer, workers } = dependencies;
  const [store, queue, present] = await Promise.all([
    within(documents.ping()),
    within(producer.ping()),
    within(workers.list({ staleAfterMs: workerStaleAfterMs })),
  ]);
  return { store: stateOf(store), queue: stateOf(queue), workers: workersStateOf(present) };
}

export type Answer<Value> = { readonly value: Value } | { readonly error: unknown };

/** The answer, or why there is none; `error` is undefined when it took longer than a second. Never rejects. */
export async function within<Value>(answer: Promise<Value>): Promise<Answer<Value>> {
  const timer = new AbortController();
  const late = delay(answerWithinMs, { error: undefined }, { signal: timer.signal });
  try {
    return await Promise.race([answer.then((value) => ({ value })), late]);
  } catch (error) {
    return { error };
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

const up: PartState = { state: 'up', code: null, why: null };

function stateOf(answer: Answer<unknown>): PartState {
  if ('value' in answer) return up;
  // What the part itself says may name hosts and users; only sentences of the catalogue leave the house.
  if (answer.error instanceof AppError)
    return { state: 'down', code: answer.error.code, why: answer.error.message };
  return { state: 'down', code: null, why: 'It does not answer.' };
}

function workersStateOf(answer: Answer<readonly WorkerPresence[]>): PartStates['workers'] {
  if (!('value' in answer)) return { ...stateOf(answer), ready: 0, loading: 0, failed: 0 };
  const count = (status: WorkerPresence['status']): number =>
    answer.value.filter((worker) => worker.status === status).length;
  const counts = { ready: count('ready'), loading: count('loading'), failed: count('failed') };
  if (counts.ready > 0) return { ...up, ...counts };
  const error = answer.value.find((worker) => worker.error !== null)?.error;
  if (error) return { state: 'down', code: error.code, why: error.message, ...counts };
  const why = counts.loading > 0 ? 'The model is being loaded.' : 'No worker is running.';
  return { state: 'down', code: null, why, ...counts };
}
