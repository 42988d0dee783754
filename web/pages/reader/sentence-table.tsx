import { useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { Segment } from '../../server/client.ts';
import { useTexts } from '../../language/define-texts.ts';
import { estimateRowPx } from './estimate-row.ts';
import { readerTexts } from './reader-texts.ts';
import { useDeepLink } from './use-deep-link.ts';
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
  const virtualizer = useWindowVirtualizer<HTMLDivElement>({
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
  useDeepLink({ segments, isComplete }, (index) => {
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
        <WholeBody segments={segments} rowOf={rowOf} />
      ) : (
        <ShownBody {...{ body, segments, virtualizer, scrollMargin, rowOf }} />
      )}
    </div>
  );
}

type RowOf = (segment: Segment, index: number) => ReactNode;

function WholeBody({ segments, rowOf }: { readonly segments: readonly Segment[]; readonly rowOf: RowOf }) {
  return (
    <div role="rowgroup">
      {segments.map((segment, index) => (
        <div key={segment.segmentId} role="presentation">
          {rowOf(segment, index)}
        </div>
      ))}
    </div>
  );
}

interface ShownBodyProps {
  readonly body: RefObject<HTMLDivElement | null>;
  readonly segments: readonly Segment[];
  readonly virtualizer: Virtualizer<Window, HTMLDivElement>;
  readonly scrollMargin: number;
  readonly rowOf: RowOf;
}

function ShownBody({ body, segments, virtualizer, scrollMargin, rowOf }: ShownBodyProps) {
  return (
    <div ref={body} role="rowgroup" className="pair-space" style={{ blockSize: virtualizer.getTotalSize() }}>
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
  );
}
