import { useCallback, type KeyboardEvent } from 'react';
import type { Segment } from '../../server/client.ts';
import { needsLook } from './needs-look.ts';
import type { RowHands } from './row-actions.tsx';

interface ReaderKeysOptions {
  readonly segments: readonly Segment[];
  readonly activeId: string | null;
  readonly hands: RowHands;
  readonly goTo: (index: number) => void;
  readonly onKeys: () => void;
}

/*
 * Keys on a sentence, as keys-dialog.tsx lists them; those that open something in the row are the row's own.
 * A key with Ctrl, Alt or Meta is the browser's; keys in a field are the field's.
 */
export function useReaderKeys(options: ReaderKeysOptions): (event: KeyboardEvent) => void {
  const { segments, activeId, hands, goTo, onKeys } = options;
  return useCallback(
    (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isField(event.target)) return;
      if (event.key === '?') {
        onKeys();
        return;
      }
      const current = segments.findIndex(({ segmentId }) => segmentId === activeId);
      const active = segments[current];
      const act = actOf(event.key, hands);
      if (act !== undefined && active !== undefined) {
        act(active);
        return;
      }
      const next = nextOf(event.key, segments, current);
      if (next === undefined) return;
      event.preventDefault();
      goTo(next);
    },
    [segments, activeId, hands, goTo, onKeys],
  );
}

function actOf(key: string, hands: RowHands): ((segment: Segment) => void) | undefined {
  if (key === 'a') return hands.onAccept;
  if (key === 'c') return hands.onCopy;
  return key === 'l' ? hands.onLink : undefined;
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
