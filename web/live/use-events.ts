import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useCell } from '../parts/cell.ts';
import { sessionCell } from '../server/session.ts';
import type { StreamedEvent } from './events-of.ts';
import { readEvents } from './read-events.ts';

/** Hands what the server tells at `path` to `take`, the same function at every drawing, for as long as somebody looks. */
export function useEvents(path: string, take: (queries: QueryClient, event: StreamedEvent) => void): void {
  const queries = useQueryClient();
  const session = useCell(sessionCell);
  useEffect(() => {
    const leaving = new AbortController();
    void readEvents(path, {
      signal: leaving.signal,
      onOpen: () => undefined,
      onLost: () => undefined, // said by the page's own stream
      onEvent: (event) => {
        take(queries, event);
      },
    });
    return () => {
      leaving.abort();
    };
  }, [queries, session, path, take]); // somebody else may see something else, or nothing
}
