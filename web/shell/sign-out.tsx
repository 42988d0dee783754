import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../language/define-texts.ts';
import { api, bodyOf } from '../server/client.ts';
import { queryKeys } from '../server/query-keys.ts';
import { endSession } from '../server/session.ts';
import { shellTexts } from './shell-texts.ts';

/** Ends the session, where there is one. */
export function SignOut() {
  const texts = useTexts(shellTexts);
  const { data } = useQuery({
    queryKey: queryKeys.session,
    queryFn: async ({ signal }) => bodyOf(api.GET('/v1/session', { signal })),
  });
  if (data?.name === undefined || data.name === null) return null;
  return (
    <button
      type="button"
      className="button quiet small"
      title={data.name}
      onClick={() => {
        void endSession().catch(() => undefined); // the server is away: the page says so, and the session is still there
      }}
    >
      {texts.signOut}
    </button>
  );
}
