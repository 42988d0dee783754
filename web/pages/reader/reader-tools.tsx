import { useState } from 'react';
import { useFormats, useTexts } from '../../language/define-texts.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { readerTexts } from './reader-texts.ts';
import '../../parts/choice.css';

export type Show = 'all' | 'looks';

interface ReaderToolsProps {
  readonly sentences: number;
  readonly looks: number;
  readonly show: Show;
  readonly onShow: (show: Show) => void;
}

export function ReaderTools({ sentences, looks, show, onShow }: ReaderToolsProps) {
  const texts = useTexts(readerTexts);
  const formats = useFormats();
  const [isKeysOpen, setIsKeysOpen] = useState(false);
  return (
    <div className="reader-tools">
      <div className="choice" role="group">
        <button
          type="button"
          aria-pressed={show === 'all'}
          onClick={() => {
            onShow('all');
          }}
        >
          {texts.all} <span className="number">{formats.number(sentences)}</span>
        </button>
        <button
          type="button"
          aria-pressed={show === 'looks'}
          onClick={() => {
            onShow('looks');
          }}
        >
          {texts.needsLook} <span className="number">{formats.number(looks)}</span>
        </button>
      </div>
      <button
        type="button"
        className="button quiet small keys-open"
        onClick={() => {
          setIsKeysOpen(true);
        }}
      >
        {texts.keys} <kbd>?</kbd>
      </button>
      {isKeysOpen ? (
        <KeysDialog
          onClose={() => {
            setIsKeysOpen(false);
          }}
        />
      ) : null}
    </div>
  );
}
