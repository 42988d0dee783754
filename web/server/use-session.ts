import { useQuery } from '@tanstack/react-query';
import { api, bodyOf } from './client.ts';
import { queryKeys } from './query-keys.ts';

/** Who the one who looks is to the server, and may do here; undefined until the server has said. */
export function useSession() {
  const { data } = useQuery({
    queryKey: queryKeys.session,
    queryFn: async ({ signal }) => bodyOf(api.GET('/v1/session', { signal })),
  });
  return data;
}
