import { useEffect, useRef, useState } from 'react';
import { keepKey, keyNeededCell } from '../server/key-cell.ts';
import { useTexts } from '../language/define-texts.ts';
import { useCell } from '../parts/cell.ts';
import { shellTexts } from './shell-texts.ts';

/** Opens by itself when the server asks for a key. */
export function AskForKey() {
  const texts = useTexts(shellTexts);
  const needed = useCell(keyNeededCell);
  const [key, setKey] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (needed === null) dialog.current?.close();
    else if (dialog.current?.open === false) dialog.current.showModal();
  }, [needed]);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="key-title"
      onCancel={(event) => {
        event.preventDefault();
      }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (key.trim() !== '') keepKey(key.trim());
        }}
      >
        <h2 id="key-title">{texts.keyTitle}</h2>
        <div className="field">
          <label htmlFor="key">{texts.key}</label>
          <input
            id="key"
            className="input"
            type="password"
            dir="ltr"
            autoComplete="off"
            aria-invalid={needed === 'invalid'}
            aria-describedby="key-help"
            value={key}
            onChange={(event) => {
              setKey(event.target.value);
            }}
          />
          <p id="key-help" className={needed === 'invalid' ? 'error-text' : 'soft small'}>
            {needed === 'invalid' ? texts.keyInvalid : texts.keyMissing}
          </p>
        </div>
        <p className="soft small">{texts.keyKept}</p>
        <button type="submit" className="button primary">
          {texts.open}
        </button>
      </form>
    </dialog>
  );
}
