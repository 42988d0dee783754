import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useCell } from '../parts/cell.ts';
import { api, bodyOf } from '../server/client.ts';
import type { components } from '../server/openapi.gen.d.ts';
import { queryKeys } from '../server/query-keys.ts';
import { sessionCell } from '../server/session.ts';
import { readEvents } from './read-events.ts';

export type Queue = components['schemas']['Queue'];
export type Worker = Queue['workers'][number];

/** How the work goes, told by the server for as long as somebody looks. */
export function useQueue() {
  const queries = useQueryClient();
  const session = useCell(sessionCell);
  useEffect(() => {
    const leaving = new AbortController();
    void readEvents('/v1/queue/events', {
      signal: leaving.signal,
      onOpen: () => undefined,
      onLost: () => undefined, // said by the page's own stream
      onEvent: ({ event, data }) => {
        // Our own server's words; the API's contract tests check their shape.
        if (event === 'queue') queries.setQueryData<Queue>(queryKeys.queue, JSON.parse(data) as Queue);
      },
    });
    return () => {
      leaving.abort();
    };
  }, [queries, session]); // somebody else may see something else, or nothing
  return useQuery({
    queryKey: queryKeys.queue,
    queryFn: async ({ signal }) => bodyOf(api.GET('/v1/queue', { signal })),
  });
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
