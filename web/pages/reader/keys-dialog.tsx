import { useTexts } from '../../language/define-texts.ts';
import { CloseDialog } from '../../parts/close-dialog.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { keysTexts } from './keys-texts.ts';

const keys = [
  [['↓', 'j'], 'next'],
  [['↑', 'k'], 'previous'],
  [['n'], 'look'],
  [['Home', 'End'], 'ends'],
  [['Enter', 'e'], 'edit'],
  [['a'], 'accept'],
  [['h'], 'history'],
  [['c'], 'copy'],
  [['l'], 'link'],
  [['?'], 'keys'],
] as const;

/** What can be done in the reader without a mouse. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts(keysTexts);
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <dl className="keys">
        {keys.map(([names, what]) => (
          <div key={what}>
            <dt dir="ltr">
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{texts[what]}</dd>
          </div>
        ))}
      </dl>
      <CloseDialog onClose={onClose} />
    </Dialog>
  );
}
