import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Segment } from '../../api/client.ts';
import { useTexts } from '../../language/define-texts.ts';
import { estimateRowPx } from './estimate-row.ts';
import { readerTexts } from './reader-texts.ts';
import { readSentenceHash } from './sentence-hash.ts';
import { SentenceRow } from './sentence-row.tsx';
import { usePrinting } from './use-printing.ts';
import { useReaderKeys } from './use-reader-keys.ts';

interface SentenceTableProps {
  readonly segments: readonly Segment[];
  /** False while more are being fetched. */
  readonly isComplete: boolean;
}

/** Both columns. Only what is on the screen is drawn, but for printing. */
export function SentenceTable({ segments, isComplete }: SentenceTableProps) {
  const texts = useTexts(readerTexts);
  const isPrinting = usePrinting();
  const body = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    setScrollMargin(body.current?.offsetTop ?? 0);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: segments.length,
    estimateSize: (index) => estimateRowPx(segments[index], innerWidth),
    getItemKey: (index) => segments[index]?.segmentId ?? index,
    overscan: 6,
    scrollMargin,
    scrollPaddingStart: 120,
    scrollPaddingEnd: 60,
  });
  const goTo = useCallback(
    (index: number, align: 'auto' | 'center') => {
      virtualizer.scrollToIndex(index, { align });
    },
    [virtualizer],
  );
  const { activeId, setActiveId, onKeyDown } = useReaderKeys(segments, goTo);
  useDeepLink(segments, isComplete, (index) => {
    setActiveId(segments[index]?.segmentId ?? null);
    goTo(index, 'center');
  });
  const rowOf = (segment: Segment, index: number) => (
    <SentenceRow
      segment={segment}
      beginsParagraph={segments[index - 1]?.paragraphId !== segment.paragraphId}
      isActive={segment.segmentId === activeId}
      canBeReached={segment.segmentId === activeId || (activeId === null && index === 0)}
      rowNumber={index + 2}
      onActive={setActiveId}
    />
  );
  return (
    <div className="pairs" role="table" aria-rowcount={segments.length + 1} onKeyDown={onKeyDown}>
      <div role="rowgroup">
        <div className="pair pair-heads" role="row" aria-rowindex={1}>
          <span role="columnheader">{texts.arabic}</span>
          <span role="columnheader">{texts.english}</span>
        </div>
      </div>
      {isPrinting ? (
        <div role="rowgroup">
          {segments.map((segment, index) => (
            <div key={segment.segmentId}>{rowOf(segment, index)}</div>
          ))}
        </div>
      ) : (
        <div
          ref={body}
          role="rowgroup"
          className="pair-space"
          style={{ blockSize: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ key, index, start }) => {
            const segment = segments[index];
            return segment === undefined ? null : (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                role="presentation"
                className="pair-place"
                style={{ transform: `translateY(${start - scrollMargin}px)` }}
              >
                {rowOf(segment, index)}
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}

/** Goes to the sentence that the address names as soon as it is there; once for each address. */
function useDeepLink(segments: readonly Segment[], isComplete: boolean, go: (index: number) => void): void {
  const [hash, setHash] = useState(location.hash);
  const done = useRef('');
  useEffect(() => {
    const onHash = (): void => {
      done.current = '';
      setHash(location.hash);
    };
    addEventListener('hashchange', onHash);
    return () => {
      removeEventListener('hashchange', onHash);
    };
  }, []);
  useEffect(() => {
    const place = readSentenceHash(hash);
    if (place === undefined || done.current === hash) return;
    const index = segments.findIndex(
      ({ paragraphPosition, position }) =>
        paragraphPosition === place.paragraphPosition && position === place.position,
    );
    if (index === -1 && !isComplete) return;
    done.current = hash;
    if (index !== -1) go(index);
  });
}
