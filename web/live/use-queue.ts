import { useQuery, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, bodyOf } from '../server/client.ts';
import type { components } from '../server/openapi.gen.d.ts';
import { queryKeys } from '../server/query-keys.ts';
import type { StreamedEvent } from './events-of.ts';
import { useEvents } from './use-events.ts';

export type Queue = components['schemas']['Queue'];
export type Worker = Queue['workers'][number];

/** How the work goes, told by the server for as long as somebody looks. */
export function useQueue() {
  useEvents('/v1/queue/events', takeQueue);
  return useQuery({
    queryKey: queryKeys.queue,
    queryFn: async ({ signal }) => bodyOf(api.GET('/v1/queue', { signal })),
  });
}

function takeQueue(queries: QueryClient, { event, data }: StreamedEvent): void {
  // Our own server's words; the API's contract tests check their shape.
  if (event === 'queue') queries.setQueryData<Queue>(queryKeys.queue, JSON.parse(data) as Queue);
}

/** So many of the last values as a small chart can show. */
const kept = 120;

/** What `value` was since the page was opened, the newest last; null where it was not known. */
export function useHistory(queue: Queue | undefined, read: (queue: Queue) => number | null) {
  const [seen, setSeen] = useState<{
    readonly of: Queue | undefined;
    readonly values: readonly (number | null)[];
  }>({ of: undefined, values: [] });
  // Derived while drawing, as React has it: one value for each state of the queue, however often the page is drawn.
  if (queue !== undefined && seen.of !== queue)
    setSeen({ of: queue, values: [...seen.values, read(queue)].slice(-kept) });
  return seen.values;
}
