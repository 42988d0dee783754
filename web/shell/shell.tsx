import { useRef, type ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { useFormats, useTexts } from '../language/define-texts.ts';
import { connectionCell } from '../live/connection-cell.ts';
import { useCell } from '../parts/cell.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Said } from '../parts/said.tsx';
import { ChooseLanguage } from './choose-language.tsx';
import { ChooseTheme } from './choose-theme.tsx';
import { shellTexts } from './shell-texts.ts';
import { SignOut } from './sign-out.tsx';
import './shell.css';

/** What stands around every page: the name, the ways to the others, and whether the server is heard. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const texts = useTexts(shellTexts);
  const main = useRef<HTMLElement>(null);
  return (
    <>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {texts.skip}
      </a>
      <header className="bar">
        <div className="bar-inside">
          <Link href="/documents" className="wordmark">
            <Icon name="mark" />
            <span>{texts.name}</span>
          </Link>
          <nav className="ways" aria-label={texts.pages}>
            <Way to="/documents" also="/documents/:id" icon="documents" text={texts.documents} />
            <Way to="/new" icon="new" text={texts.new} />
            <Way to="/queue" icon="queue" text={texts.queue} />
            <Way to="/models" also="/models/compare" icon="models" text={texts.models} />
          </nav>
          <div className="bar-end">
            <Heard />
            <SignOut />
            <ChooseTheme />
            <ChooseLanguage />
          </div>
        </div>
      </header>
      <Away />
      <main id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
      <Said />
    </>
  );
}

interface WayProps {
  readonly to: string;
  readonly also?: string;
  readonly icon: IconName;
  readonly text: string;
}

function Way({ to, also = to, icon, text }: WayProps) {
  const [isHere] = useRoute(to);
  const [isBelow] = useRoute(also);
  return (
    <Link href={to} className="way" aria-current={isHere ? 'page' : isBelow ? 'true' : undefined}>
      <Icon name={icon} />
      <span>{text}</span>
    </Link>
  );
}

function Heard() {
  const texts = useTexts(shellTexts);
  const { state } = useCell(connectionCell);
  if (state === 'away') return null;
  return (
    <span className={`heard ${state}`} role="status">
      {state === 'live' ? texts.live : texts.connecting}
    </span>
  );
}

function Away() {
  const texts = useTexts(shellTexts);
  const formats = useFormats();
  const connection = useCell(connectionCell);
  if (connection.state !== 'away') return null;
  return (
    <p className="away" role="status">
      {texts.away(formats.time(connection.since))}
    </p>
  );
}
