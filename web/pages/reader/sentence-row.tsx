import { memo, useEffect, useRef, useState } from 'react';
import type { Segment } from '../../server/client.ts';
import { useTexts } from '../../language/define-texts.ts';
import { textDirection } from '../../language/text-direction.ts';
import { EditTarget } from './edit-target.tsx';
import { editTexts } from './edit-texts.ts';
import { Flags } from './flags.tsx';
import { readerTexts } from './reader-texts.ts';

interface SentenceRowProps {
  readonly segment: Segment;
  readonly beginsParagraph: boolean;
  readonly isActive: boolean;
  /** One row of the table is in the order of the Tab key. */
  readonly canBeReached: boolean;
  readonly rowNumber: number;
  readonly onActive: (segmentId: string) => void;
}

/** A sentence beside its translation. Drawn again only when something of its own changed. */
export const SentenceRow = memo(function SentenceRow(props: SentenceRowProps) {
  const { segment, beginsParagraph, isActive, canBeReached, rowNumber, onActive } = props;
  const edit = useTexts(editTexts);
  const [isEdited, setIsEdited] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) row.current?.focus({ preventScroll: true });
  }, [isActive]);
  const { source, origin, segmentId } = segment;
  const isPassthrough = origin === 'passthrough';
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
        if (event.target !== row.current || (event.key !== 'Enter' && event.key !== 'e')) return;
        event.preventDefault();
        setIsEdited(true);
      }}
      onFocus={() => {
        onActive(segmentId);
      }}
    >
      <div role="cell" className="source" lang="ar" dir={isPassthrough ? textDirection(source) : 'rtl'}>
        {source}
      </div>
      <div role="cell" className="target-cell">
        {isEdited ? (
          <EditTarget
            segment={segment}
            onClose={() => {
              setIsEdited(false);
              row.current?.focus({ preventScroll: true });
            }}
          />
        ) : (
          <TargetText segment={segment} />
        )}
        <Flags segment={segment} />
        {isActive && !isEdited ? (
          <button
            type="button"
            className="button quiet small"
            onClick={() => {
              setIsEdited(true);
            }}
          >
            {edit.edit}
          </button>
        ) : null}
      </div>
    </div>
  );
});

function tintOf(confidence: number | null): Record<string, string> | undefined {
  return confidence === null ? undefined : { '--doubt': String(Math.round((1 - confidence) * 100)) };
}

function TargetText({ segment: { target, confidence, origin } }: { readonly segment: Segment }) {
  const texts = useTexts(readerTexts);
  return (
    <p
      className="target"
      lang="en"
      dir={origin === 'passthrough' ? textDirection(target) : 'ltr'}
      style={tintOf(confidence)}
      title={confidence === null ? undefined : texts.confidence(confidence)}
    >
      {target}
    </p>
  );
}
