import { useQuery, type QueryClient } from '@tanstack/react-query';
import type { StreamedEvent } from '../../live/events-of.ts';
import { useEvents } from '../../live/use-events.ts';
import { api, bodyOf } from '../../server/client.ts';
import type { components } from '../../server/openapi.gen.d.ts';
import { queryKeys } from '../../server/query-keys.ts';

export type Model = components['schemas']['Model'];
export type Pull = components['schemas']['Pull'];
type Shelf = Awaited<ReturnType<typeof fetchShelf>>;

/** The models that can be chosen, and how far others are fetched, told by the server for as long as somebody looks. */
export function useModels() {
  useEvents('/v1/models/events', hearPull);
  return useQuery({ queryKey: queryKeys.models, queryFn: ({ signal }) => fetchShelf(signal) });
}

async function fetchShelf(signal: AbortSignal) {
  return bodyOf(api.GET('/v1/models', { signal }));
}

function hearPull(queries: QueryClient, { event, data }: StreamedEvent): void {
  // Our own server's words; the API's contract tests check their shape.
  if (event === 'pull') takePull(queries, JSON.parse(data) as Pull);
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
