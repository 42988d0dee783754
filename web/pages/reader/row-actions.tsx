import { useTexts } from '../../language/define-texts.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import type { Segment } from '../../server/client.ts';
import { editTexts } from './edit-texts.ts';
import { readerTexts } from './reader-texts.ts';

export interface RowHands {
  readonly onActive: (segmentId: string) => void;
  readonly onEdit: (segmentId: string | null) => void;
  /** Goes to the sentence after this one. */
  readonly onNext: (segmentId: string) => void;
  readonly onAccept: (segment: Segment) => void;
  readonly onCopy: (segment: Segment) => void;
  readonly onLink: (segment: Segment) => void;
}

interface RowActionsProps {
  readonly segment: Segment;
  readonly hands: RowHands;
  readonly isHistoryOpen: boolean;
  readonly onHistory: () => void;
}

/** What can be done with the sentence that is lit; each has a key, too. */
export function RowActions({ segment, hands, isHistoryOpen, onHistory }: RowActionsProps) {
  const edit = useTexts(editTexts);
  const texts = useTexts(readerTexts);
  return (
    <div className="row-actions">
      <Act
        icon="edit"
        text={edit.edit}
        run={() => {
          hands.onEdit(segment.segmentId);
        }}
      />
      {segment.origin === 'human' ? null : (
        <Act
          icon="check"
          text={edit.accept}
          run={() => {
            hands.onAccept(segment);
          }}
        />
      )}
      <Act
        icon="copy"
        text={texts.copy}
        run={() => {
          hands.onCopy(segment);
        }}
      />
      <Act
        icon="link"
        text={texts.link}
        run={() => {
          hands.onLink(segment);
        }}
      />
      <Act icon="history" text={edit.history} run={onHistory} isOpen={isHistoryOpen} />
    </div>
  );
}

interface ActProps {
  readonly icon: IconName;
  readonly text: string;
  readonly run: () => void;
  readonly isOpen?: boolean;
}

function Act({ icon, text, run, isOpen }: ActProps) {
  return (
    <button
      type="button"
      className="button quiet square"
      aria-label={text}
      title={text}
      aria-expanded={isOpen}
      onClick={run}
    >
      <Icon name={icon} />
    </button>
  );
}
