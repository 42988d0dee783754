import { useEffect, useRef, useState } from 'react';
import { eventsOf, type StreamedEvent } from '../../../live/events-of.ts';
import { Unreachable } from '../../../server/problem.ts';
import { send } from '../../../server/send.ts';
import type { operations } from '../../../server/openapi.gen.d.ts';
import { idle, takeEvent, type ComparisonState } from './comparison-state.ts';

export type ComparisonRequest = operations['compareModels']['requestBody']['content']['application/json'];

export interface ComparisonHands {
  readonly state: ComparisonState;
  readonly begin: (request: ComparisonRequest) => void;
  readonly stop: () => void;
}

/** One comparison, for as long as somebody looks: the server ends it when the page is left. */
export function useComparison(): ComparisonHands {
  const [state, setState] = useState(idle);
  const current = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      current.current?.abort();
    },
    [],
  );
  const begin = (request: ComparisonRequest): void => {
    current.current?.abort();
    const leaving = new AbortController();
    const { signal } = leaving;
    current.current = leaving;
    setState({ ...idle, phase: 'loading' });
    const change = (next: (state: ComparisonState) => ComparisonState): void => {
      if (!signal.aborted) setState(next);
    };
    void follow(request, signal, (event) => {
      change((before) => takeEvent(before, event));
    }).then(
      () => {
        // Neither an end nor a reason: the answer was cut off.
        change((last) => (isUnderWay(last) ? { ...last, phase: 'failed', error: new Unreachable() } : last));
      },
      (error: unknown) => {
        change((last) => ({ ...last, phase: 'failed', error: isUnderWay(last) ? error : last.error }));
      },
    );
  };
  const stop = (): void => {
    current.current?.abort();
    setState((before) => ({ ...before, phase: 'stopped' }));
  };
  return { state, begin, stop };
}

export function isUnderWay({ phase }: ComparisonState): boolean {
  return phase === 'loading' || phase === 'translating';
}

async function follow(
  request: ComparisonRequest,
  signal: AbortSignal,
  onEvent: (event: StreamedEvent) => void,
): Promise<void> {
  const { body } = await send('/v1/models:compare', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  });
  if (body === null) return;
  for await (const event of eventsOf(body)) onEvent(event);
}
