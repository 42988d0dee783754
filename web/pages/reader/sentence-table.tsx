import { defaultRangeExtractor, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { Segment } from '../../server/client.ts';
import { useTexts } from '../../language/define-texts.ts';
import { ErrorText } from '../../parts/error-text.tsx';
import { estimateRowPx } from './estimate-row.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { readerTexts } from './reader-texts.ts';
import { useDeepLink } from './use-deep-link.ts';
import { SentenceRow } from './sentence-row.tsx';
import { usePrinting } from './use-printing.ts';
import { useReaderKeys } from './use-reader-keys.ts';
import { useRowHands } from './use-row-hands.ts';

interface SentenceTableProps {
  readonly segments: readonly Segment[];
  /** False while more are being fetched. */
  readonly isComplete: boolean;
}

/** Both columns. Only what is on the screen is drawn, but for printing and for the sentence that somebody is correcting. */
export function SentenceTable({ segments, isComplete }: SentenceTableProps) {
  const texts = useTexts(readerTexts);
  const isPrinting = usePrinting();
  const [activeId, setActiveId] = useState<string | null>(null);
  const [editedId, setEditedId] = useState<string | null>(null);
  const [isKeysOpen, openKeys, closeKeys] = useOpen();
  const { body, virtualizer, scrollMargin } = useRows(segments, editedId);
  const goTo = useCallback(
    (index: number, align: 'auto' | 'center' = 'auto') => {
      setActiveId(segments[index]?.segmentId ?? null);
      virtualizer.scrollToIndex(index, { align });
    },
    [segments, virtualizer],
  );
  const { hands, error } = useRowHands({ segments, setActiveId, setEditedId, goTo });
  const onKeyDown = useReaderKeys({ segments, activeId, hands, goTo, onKeys: openKeys });
  useDeepLink({ segments, isComplete }, (index) => {
    goTo(index, 'center');
  });
  const rowOf = (segment: Segment, index: number) => (
    <SentenceRow
      segment={segment}
      beginsParagraph={segments[index - 1]?.paragraphId !== segment.paragraphId}
      isActive={segment.segmentId === activeId}
      isEdited={segment.segmentId === editedId}
      canBeReached={segment.segmentId === activeId || (activeId === null && index === 0)}
      rowNumber={index + 2}
      hands={hands}
    />
  );
  return (
    <>
      {error === null ? null : (
        <div className="error-text" role="alert">
          <ErrorText error={error} />
        </div>
      )}
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
      {isKeysOpen ? <KeysDialog onClose={closeKeys} /> : null}
    </>
  );
}

function useOpen(): readonly [boolean, () => void, () => void] {
  const [isOpen, setIsOpen] = useState(false);
  const open = useCallback(() => {
    setIsOpen(true);
  }, []);
  const close = useCallback(() => {
    setIsOpen(false);
  }, []);
  return [isOpen, open, close];
}

/** Which rows there are on the screen, and where. The edited one always is, or what is typed would be lost by scrolling. */
function useRows(segments: readonly Segment[], editedId: string | null) {
  const body = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    setScrollMargin(body.current?.offsetTop ?? 0);
  }, []);
  const edited = segments.findIndex(({ segmentId }) => segmentId === editedId);
  const virtualizer = useWindowVirtualizer<HTMLDivElement>({
    count: segments.length,
    estimateSize: (index) => estimateRowPx(segments[index], innerWidth),
    getItemKey: (index) => segments[index]?.segmentId ?? index,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return edited === -1 || shown.includes(edited)
        ? shown
        : [...shown, edited].sort((one, other) => one - other);
    },
    overscan: 6,
    scrollMargin,
    scrollPaddingStart: 120,
    scrollPaddingEnd: 60,
  });
  return { body, virtualizer, scrollMargin };
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
