import type { ReactNode } from 'react';
import { useTexts } from '../language/define-texts.ts';
import { ErrorText } from './error-text.tsx';
import { statesTexts } from './states-texts.ts';
import './states.css';

export interface NoticeProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}

/** In place of content: what is the case, why, and what can be done. */
export function Notice({ title, text, children }: NoticeProps) {
  return (
    <section className="notice">
      <h2>{title}</h2>
      {text === undefined ? null : <div className="soft">{text}</div>}
      {children}
    </section>
  );
}

/** Shown after a moment only: what is there at once does not flicker. */
export function Loading() {
  const texts = useTexts(statesTexts);
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{texts.loading}</span>
      <i />
      <i />
      <i />
    </div>
  );
}

export function Failed({ error, onAgain }: { readonly error: unknown; readonly onAgain?: () => void }) {
  const texts = useTexts(statesTexts);
  return (
    <Notice title={texts.failed} text={<ErrorText error={error} />}>
      {onAgain === undefined ? null : (
        <button type="button" className="button" onClick={onAgain}>
          {texts.again}
        </button>
      )}
    </Notice>
  );
}
