import { useQuery } from '@tanstack/react-query';
import { api, bodyOf } from './client.ts';
import { queryKeys } from './query-keys.ts';

/** What the one who looks may do here; undefined until the server has said. */
export function useRole() {
  const { data } = useQuery({
    queryKey: queryKeys.session,
    queryFn: async ({ signal }) => bodyOf(api.GET('/v1/session', { signal })),
  });
  return data?.role;
}
