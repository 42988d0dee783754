import { useState } from 'react';
import { useTexts } from '../../language/define-texts.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { ErrorText } from '../../parts/error-text.tsx';
import { CardDialog } from './card-dialog.tsx';
import { modelsTexts } from './models-texts.ts';
import { pullTexts } from './pull-texts.ts';
import { useChangeShelf } from './use-change-shelf.ts';
import type { Model } from './use-models.ts';
import { usePull } from './use-pull.ts';
import { Verify } from './verify.tsx';

/** What the one who looks may do. */
export interface ModelRights {
  readonly change: boolean;
  readonly choose: boolean;
}

interface ModelActionsProps {
  readonly model: Model;
  readonly isFetched: boolean;
  readonly can: ModelRights;
}

/** What can be done with a model in its state. What cannot be taken back is asked about first. */
export function ModelActions({ model: { id, state, auto }, isFetched, can }: ModelActionsProps) {
  const [open, setOpen] = useState<DialogName>();
  const texts = useTexts(modelsTexts);
  const pulls = useTexts(pullTexts);
  const pull = usePull(id);
  const { use } = useChangeShelf(id);
  const isHere = state !== 'pullable';
  const start = (): void => {
    pull.mutate('start');
  };
  const opens = (name: DialogName | undefined) => (): void => {
    setOpen(name);
  };
  const buttons = [
    {
      text: pulls.fetch,
      shown: !isHere && can.change,
      off: isFetched,
      press: start,
    },
    {
      text: texts.use,
      shown: isHere && can.choose && !auto,
      off: use.isPending,
      press: () => {
        use.mutate();
      },
    },
    {
      text: texts.card,
      shown: isHere,
      off: false,
      press: opens('card'),
    },
    {
      text: texts.remove,
      shown: state === 'pulled' && can.change,
      off: false,
      press: opens('remove'),
    },
  ];
  return (
    <>
      <div className="model-actions">
        {buttons
          .filter(({ shown }) => shown)
          .map(({ text, off, press }) => (
            <button key={text} type="button" className="button" disabled={off} onClick={press}>
              {text}
            </button>
          ))}
        {isHere && can.change ? <Verify id={id} onMend={state === 'pulled' ? start : undefined} /> : null}
      </div>
      <Refusal error={pull.error ?? use.error} />
      <OpenDialog id={id} open={open} onClose={opens(undefined)} />
    </>
  );
}

type DialogName = 'card' | 'remove';

interface OpenDialogProps {
  readonly id: string;
  readonly open: DialogName | undefined;
  readonly onClose: () => void;
}

function OpenDialog({ id, open, onClose }: OpenDialogProps) {
  const texts = useTexts(modelsTexts);
  const { remove } = useChangeShelf(id);
  if (open === 'card') return <CardDialog id={id} onClose={onClose} />;
  if (open !== 'remove') return null;
  return (
    <Confirm
      title={texts.removeTitle(id)}
      text={texts.removeText}
      yes={texts.remove}
      no={texts.keep}
      run={() => remove.mutateAsync()}
      onClose={onClose}
    />
  );
}

function Refusal({ error }: { readonly error: Error | null }) {
  if (error === null) return null;
  return (
    <div className="error-text" role="alert">
      <ErrorText error={error} />
    </div>
  );
}
