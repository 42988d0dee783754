import { useTexts } from '../language/define-texts.ts';
import { endSession } from '../server/session.ts';
import { useSession } from '../server/use-session.ts';
import { shellTexts } from './shell-texts.ts';

/** Ends the session, where there is one. */
export function SignOut() {
  const texts = useTexts(shellTexts);
  const name = useSession()?.name ?? null;
  if (name === null) return null;
  return (
    <button
      type="button"
      className="button quiet small"
      title={name}
      onClick={() => {
        void endSession().catch(() => undefined); // the server is away: the page says so, and the session is still there
      }}
    >
      {texts.signOut}
    </button>
  );
}
