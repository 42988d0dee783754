import { useId, useState } from 'react';
import { useTexts } from '../../language/define-texts.ts';
import { ErrorText } from '../../parts/error-text.tsx';
import { pullTexts } from './pull-texts.ts';
import { usePull } from './use-pull.ts';

/** As the hub names models. */
const hubId = /^[\w.-]+\/[\w.-]+$/u;

/** Fetches a model that is on no list, by its name on the hub. */
export function FetchAnother() {
  const texts = useTexts(pullTexts);
  const field = useId();
  const [text, setText] = useState('');
  const [isRefused, setIsRefused] = useState(false);
  const id = text.trim();
  const { mutate, isPending, error } = usePull(id);
  return (
    <form
      className="fetch-another"
      onSubmit={(event) => {
        event.preventDefault();
        setIsRefused(!hubId.test(id));
        if (hubId.test(id))
          mutate('start', {
            onSuccess: () => {
              setText('');
            },
          });
      }}
    >
      <div className="field">
        <label htmlFor={field}>{texts.other}</label>
        <input
          id={field}
          className="input"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={isRefused}
          aria-describedby={`${field}-help`}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setIsRefused(false);
          }}
        />
        <p id={`${field}-help`} className={isRefused ? 'error-text' : 'soft small'}>
          {isRefused ? texts.otherInvalid : texts.otherHelp}
        </p>
      </div>
      <button type="submit" className="button" disabled={isPending}>
        {texts.fetch}
      </button>
      {error === null ? null : (
        <div className="error-text" role="alert">
          <ErrorText error={error} />
        </div>
      )}
    </form>
  );
}
