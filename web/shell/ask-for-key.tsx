import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../language/define-texts.ts';
import { useCell } from '../parts/cell.ts';
import { ErrorText } from '../parts/error-text.tsx';
import { keyNeededCell } from '../server/key-needed-cell.ts';
import { Problem } from '../server/problem.ts';
import { openSession } from '../server/session.ts';
import { shellTexts } from './shell-texts.ts';

/** Opens by itself when the server asks for a key. */
export function AskForKey() {
  const texts = useTexts(shellTexts);
  const isNeeded = useCell(keyNeededCell);
  const [key, setKey] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);
  const opening = useMutation({
    mutationFn: () => openSession(key.trim()),
    onSuccess: () => {
      setKey('');
    },
  });
  useEffect(() => {
    if (!isNeeded) dialog.current?.close();
    else if (dialog.current?.open === false) dialog.current.showModal();
  }, [isNeeded]);
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
          if (key.trim() !== '') opening.mutate();
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
            aria-invalid={isInvalid(opening.error)}
            aria-describedby="key-help"
            value={key}
            onChange={(event) => {
              setKey(event.target.value);
            }}
          />
          <KeyHelp error={opening.error} />
        </div>
        <p className="soft small">{texts.keyKept}</p>
        <button type="submit" className="button primary" disabled={opening.isPending}>
          {texts.open}
        </button>
      </form>
    </dialog>
  );
}

function isInvalid(error: unknown): boolean {
  return error instanceof Problem && error.code === 'KEY_INVALID';
}

/** Where a key comes from; or why this one was not taken. */
function KeyHelp({ error }: { readonly error: unknown }) {
  const texts = useTexts(shellTexts);
  const isWrong = error !== null;
  return (
    <div id="key-help" className={isWrong ? 'error-text' : 'soft small'} role="status">
      {isInvalid(error) ? texts.keyInvalid : isWrong ? <ErrorText error={error} /> : texts.keyMissing}
    </div>
  );
}
