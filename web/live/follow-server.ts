import type { QueryClient } from '@tanstack/react-query';
import type { Document } from '../server/client.ts';
import { sessionCell } from '../server/session.ts';
import { takeChanges } from './apply-change.ts';
import { connectionCell } from './connection-cell.ts';
import { readEvents } from './read-events.ts';

/** A browser has six connections to a server for all its tabs: one that nobody looks at gives its own back. */
const hiddenMs = 20_000;

/**
 * Listens to what changes for as long as the page is there: one stream for all its parts. A page that was in the background
 * for a while reads everything anew when it comes back.
 */
export function followServer(queries: QueryClient): () => void {
  let current: AbortController | undefined;
  let hide: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    current?.abort();
    current = undefined;
  };
  const start = (): void => {
    stop();
    current = new AbortController();
    void follow(queries, current.signal);
  };
  const onVisibility = (): void => {
    clearTimeout(hide);
    if (document.visibilityState === 'hidden') hide = setTimeout(stop, hiddenMs);
    else if (current === undefined) start();
  };
  document.addEventListener('visibilitychange', onVisibility);
  const forgetSession = sessionCell.subscribe(() => {
    start();
    void queries.resetQueries();
  });
  start();
  return () => {
    stop();
    clearTimeout(hide);
    forgetSession();
    document.removeEventListener('visibilitychange', onVisibility);
  };
}

async function follow(queries: QueryClient, signal: AbortSignal): Promise<void> {
  const changes = takeChanges(queries);
  let opened = false;
  await readEvents('/v1/events', {
    signal,
    onOpen: () => {
      if (opened || connectionCell.get().state === 'away') changes.resync();
      opened = true;
      connectionCell.set({ state: 'live' });
    },
    onLost: () => {
      if (connectionCell.get().state !== 'away')
        connectionCell.set({ state: 'away', since: new Date().toISOString() });
    },
    onEvent: ({ event, data }) => {
      if (event === 'resync') changes.resync();
      // Our own server's words; the API's contract tests check their shape.
      else if (event === 'document') changes.changed(JSON.parse(data) as Document);
      else if (event === 'deleted') changes.deleted((JSON.parse(data) as { readonly id: string }).id);
    },
  });
}
