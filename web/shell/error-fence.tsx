import { Component, type ReactNode } from 'react';
import { useTexts } from '../language/define-texts.ts';
import { Notice } from '../parts/states.tsx';
import { shellTexts } from './shell-texts.ts';

/** A page that fails takes neither the way to the others nor the language with it. */
export class ErrorFence extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const texts = useTexts(shellTexts);
  return (
    <Notice title={texts.broken} text={texts.brokenWhy}>
      <button
        type="button"
        className="button"
        onClick={() => {
          location.reload();
        }}
      >
        {texts.reload}
      </button>
    </Notice>
  );
}
