import { useMutation } from '@tanstack/react-query';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { useTexts } from '../../language/define-texts.ts';
import { say } from '../../parts/said.tsx';
import type { Segment } from '../../server/client.ts';
import { copyLink, copyPair } from './copy-segment.ts';
import { readerTexts } from './reader-texts.ts';
import type { RowHands } from './row-actions.tsx';
import { useSaveSegment } from './save-segment.ts';

interface RowHandsOptions {
  readonly segments: readonly Segment[];
  readonly setActiveId: (segmentId: string | null) => void;
  readonly setEditedId: (segmentId: string | null) => void;
  readonly goTo: (index: number) => void;
}

/** What rows do, the same object for as long as possible: a row is not drawn again because another one changed. */
export function useRowHands(options: RowHandsOptions): {
  readonly hands: RowHands;
  /** Why a sentence could not be accepted. */
  readonly error: Error | null;
} {
  const texts = useTexts(readerTexts);
  const latest = useRef(options);
  useLayoutEffect(() => {
    latest.current = options;
  });
  const save = useSaveSegment();
  const { mutate, error } = useMutation({
    mutationFn: (segment: Segment) => save(segment, segment.target),
  });
  const { setActiveId, setEditedId } = options;
  const hands = useMemo<RowHands>(() => {
    const goOn = (segmentId: string): void => {
      const { segments, goTo } = latest.current;
      const index = segments.findIndex((one) => one.segmentId === segmentId);
      if (index !== -1 && index < segments.length - 1) goTo(index + 1);
    };
    const copy = (copying: Promise<void>): void => {
      copying.then(
        () => {
          say(texts.copied);
        },
        () => {
          say(texts.notCopied);
        },
      );
    };
    return {
      onActive: setActiveId,
      onEdit: setEditedId,
      onNext: goOn,
      onAccept: (segment) => {
        mutate(segment, {
          onSuccess: () => {
            say(texts.accepted);
            goOn(segment.segmentId);
          },
        });
      },
      onCopy: (segment) => {
        copy(copyPair(segment));
      },
      onLink: (segment) => {
        copy(copyLink(segment));
      },
    };
  }, [mutate, setActiveId, setEditedId, texts]);
  return { hands, error };
}
