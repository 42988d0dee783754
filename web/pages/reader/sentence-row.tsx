import { memo, useEffect, useRef, useState } from 'react';
import { Flags } from '../../parts/flags.tsx';
import type { Segment } from '../../server/client.ts';
import { EditTarget } from './edit-target.tsx';
import { History } from './history.tsx';
import { RowActions, type RowHands } from './row-actions.tsx';
import { SourceText, TargetText } from './sentence-text.tsx';

interface SentenceRowProps {
  readonly segment: Segment;
  readonly beginsParagraph: boolean;
  readonly isActive: boolean;
  readonly isEdited: boolean;
  /** One row of the table is in the order of the Tab key. */
  readonly canBeReached: boolean;
  readonly rowNumber: number;
  readonly hands: RowHands;
}

/** A sentence beside its translation. Drawn again only when something of its own changed. */
export const SentenceRow = memo(function SentenceRow(props: SentenceRowProps) {
  const { segment, beginsParagraph, isActive, isEdited, canBeReached, rowNumber, hands } = props;
  const [isHistoryOpen, setIsHistoryOpen] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) row.current?.focus({ preventScroll: true });
  }, [isActive]);
  const { segmentId } = segment;
  const toggleHistory = (): void => {
    setIsHistoryOpen((isOpen) => !isOpen);
  };
  return (
    <div
      ref={row}
      role="row"
      aria-rowindex={rowNumber}
      aria-selected={isActive}
      tabIndex={canBeReached ? 0 : -1}
      className={`pair${beginsParagraph ? ' begins' : ''}${isActive ? ' active' : ''}`}
      data-segment={segmentId}
      onKeyDown={(event) => {
        if (event.target !== row.current || event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === 'Enter' || event.key === 'e') hands.onEdit(segmentId);
        else if (event.key === 'h') toggleHistory();
        else return;
        event.preventDefault();
      }}
      onFocus={() => {
        hands.onActive(segmentId);
      }}
    >
      <SourceText segment={segment} />
      <div role="cell" className="target-cell">
        {isEdited ? (
          <EditTarget
            segment={segment}
            onClose={() => {
              hands.onEdit(null);
              row.current?.focus({ preventScroll: true });
            }}
            onNext={() => {
              hands.onNext(segmentId);
            }}
          />
        ) : (
          <TargetText segment={segment} />
        )}
        <Flags flags={segment.flags} tabIndex={-1} />
        {isActive && !isEdited ? (
          <RowActions {...{ segment, hands, isHistoryOpen }} onHistory={toggleHistory} />
        ) : null}
        {isHistoryOpen ? <History segment={segment} /> : null}
      </div>
    </div>
  );
});
