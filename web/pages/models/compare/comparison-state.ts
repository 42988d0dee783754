import type { StreamedEvent } from '../../../live/events-of.ts';
import { Problem, type ProblemDocument } from '../../../server/problem.ts';
import type { components } from '../../../server/openapi.gen.d.ts';

export type ComparisonStart = components['schemas']['ComparisonStart'];
export type ComparedTranslation = components['schemas']['ComparedTranslation'];

/** The same sentence by the first model and by the second, as far as they have come. */
export type Pair = readonly [ComparedTranslation | undefined, ComparedTranslation | undefined];

export const noPair: Pair = [undefined, undefined];

/**
 *   idle ──begin──► loading ──loaded twice──► translating ──end──► done
 *                      └──────────┬───────────────┘
 *                                 ├─ the person stops it ──► stopped
 *                                 └─ problem, or cut off ──► failed
 *
 * What has come stays in every state.
 */
export interface ComparisonState {
  readonly phase: 'idle' | 'loading' | 'translating' | 'done' | 'stopped' | 'failed';
  readonly start: ComparisonStart | undefined;
  /** One for each sentence. */
  readonly pairs: readonly Pair[];
  readonly error: unknown;
}

export const idle: ComparisonState = { phase: 'idle', start: undefined, pairs: [], error: undefined };

/** What the server's next word makes of it. Words of a newer server are passed over. */
export function takeEvent(state: ComparisonState, { event, data }: StreamedEvent): ComparisonState {
  // Our own server's words; the API's contract tests check their shape.
  const said: unknown = JSON.parse(data);
  switch (event) {
    case 'start': {
      const start = said as ComparisonStart;
      return { ...state, start, pairs: start.sentences.map(() => noPair) };
    }
    case 'translated':
      return {
        ...state,
        phase: 'translating',
        pairs: withTranslation(state.pairs, said as ComparedTranslation),
      };
    case 'problem':
      return { ...state, phase: 'failed', error: new Problem(said as ProblemDocument) };
    case 'end':
      return { ...state, phase: 'done' };
    default:
      return state;
  }
}

function withTranslation(pairs: readonly Pair[], translation: ComparedTranslation): readonly Pair[] {
  return pairs.map((pair, sentence) => {
    if (sentence !== translation.sentence) return pair;
    return translation.model === 0 ? [translation, pair[1]] : [pair[0], translation];
  });
}
