import { useCallback, useState, type KeyboardEvent } from 'react';
import type { Segment } from '../../server/client.ts';
import { copyPair } from './copy-pair.ts';
import { needsLook } from './needs-look.ts';

interface ReaderKeys {
  readonly activeId: string | null;
  readonly setActiveId: (id: string | null) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/*
 * Keys on a sentence: ↓ or j the next, ↑ or k the one before, n the next that needs a look, Home and End, c copies the pair.
 * A key with Ctrl, Alt or Meta is the browser's; keys in a field are the field's.
 */
export function useReaderKeys(
  segments: readonly Segment[],
  goTo: (index: number, align: 'auto' | 'center') => void,
): ReaderKeys {
  const [activeId, setActiveId] = useState<string | null>(null);
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isField(event.target)) return;
      const current = segments.findIndex(({ segmentId }) => segmentId === activeId);
      const active = segments[current];
      if (event.key === 'c' && active !== undefined) {
        void copyPair(active);
        return;
      }
      const next = nextOf(event.key, segments, current);
      if (next === undefined) return;
      event.preventDefault();
      setActiveId(segments[next]?.segmentId ?? null);
      goTo(next, 'auto');
    },
    [segments, activeId, goTo],
  );
  return { activeId, setActiveId, onKeyDown };
}

function nextOf(key: string, segments: readonly Segment[], current: number): number | undefined {
  const last = segments.length - 1;
  if (key === 'ArrowDown' || key === 'j') return Math.min(current + 1, last);
  if (key === 'ArrowUp' || key === 'k') return Math.max(current - 1, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key !== 'n') return undefined;
  const next = segments.findIndex((segment, index) => index > current && needsLook(segment));
  return next === -1 ? undefined : next;
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}
