import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { readEvents } from '../../live/read-events.ts';
import { useCell } from '../../parts/cell.ts';
import { api, bodyOf } from '../../server/client.ts';
import type { components } from '../../server/openapi.gen.d.ts';
import { queryKeys } from '../../server/query-keys.ts';
import { sessionCell } from '../../server/session.ts';

export type Model = components['schemas']['Model'];
export type Pull = components['schemas']['Pull'];
type Shelf = Awaited<ReturnType<typeof fetchShelf>>;

/** The models that can be chosen, and how far others are fetched, told by the server for as long as somebody looks. */
export function useModels() {
  const queries = useQueryClient();
  const session = useCell(sessionCell);
  useEffect(() => {
    const leaving = new AbortController();
    void readEvents('/v1/models/events', {
      signal: leaving.signal,
      onOpen: () => undefined,
      onLost: () => undefined, // said by the page's own stream
      onEvent: ({ event, data }) => {
        // Our own server's words; the API's contract tests check their shape.
        if (event === 'pull') takePull(queries, JSON.parse(data) as Pull);
      },
    });
    return () => {
      leaving.abort();
    };
  }, [queries, session]); // somebody else may see something else, or nothing
  return useQuery({ queryKey: queryKeys.models, queryFn: ({ signal }) => fetchShelf(signal) });
}

async function fetchShelf(signal: AbortSignal) {
  return bodyOf(api.GET('/v1/models', { signal }));
}

/** What has ended may have changed what is here. */
export function takePull(queries: QueryClient, pull: Pull): void {
  queries.setQueryData<Shelf>(queryKeys.models, (shelf) =>
    shelf === undefined
      ? shelf
      : { ...shelf, pulls: [...shelf.pulls.filter(({ id }) => id !== pull.id), pull] },
  );
  if (pull.state !== 'running') void queries.invalidateQueries({ queryKey: queryKeys.models });
}
