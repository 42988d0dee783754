import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Document } from '../server/client.ts';
import { queryKeys } from '../server/query-keys.ts';
import { throttle } from '../parts/throttle.ts';

/** Lists are read anew at most this often, however much changes. */
const listsEveryMs = 1_500;
const segmentsEveryMs = 1_000;

interface DocumentPage {
  readonly items: readonly Document[];
}

export interface ChangeTaker {
  changed(document: Document): void;
  deleted(documentId: string): void;
  /** Anything may have changed. */
  resync(): void;
}

/** Brings what the server tells into what the page shows: at once where the news hold it, by reading anew where they do not. */
export function takeChanges(queries: QueryClient): ChangeTaker {
  const refreshLists = throttle(() => {
    void queries.invalidateQueries({ queryKey: queryKeys.documents });
    void queries.invalidateQueries({ queryKey: queryKeys.collections });
  }, listsEveryMs);
  /** What lists cannot show, because a filter hides it, would make them read anew with every paragraph of it. */
  const told = new Map<string, Document['status']>();
  const refreshSegments = new Map<string, () => void>();
  const refreshSegmentsOf = (documentId: string): void => {
    let refresh = refreshSegments.get(documentId);
    if (refresh === undefined) {
      refresh = throttle(() => {
        void queries.invalidateQueries({ queryKey: queryKeys.segments(documentId) });
      }, segmentsEveryMs);
      refreshSegments.set(documentId, refresh);
    }
    refresh();
  };
  return {
    changed: (document) => {
      const shown = replaceDocument(queries, document);
      if (!shown && told.get(document.id) !== document.status) refreshLists();
      told.set(document.id, document.status);
      if (queries.getQueryData(queryKeys.segments(document.id)) !== undefined) refreshSegmentsOf(document.id);
    },
    deleted: (documentId) => {
      told.delete(documentId);
      queries.removeQueries({ queryKey: queryKeys.segments(documentId) });
      void queries.invalidateQueries({ queryKey: queryKeys.document(documentId) });
      refreshLists();
    },
    resync: () => {
      void queries.invalidateQueries();
    },
  };
}

/** True when a list shows the document already, in the state it has now. */
function replaceDocument(queries: QueryClient, document: Document): boolean {
  queries.setQueryData<Document>(queryKeys.document(document.id), (old) =>
    old === undefined ? old : { ...old, ...document },
  );
  let shown = false;
  queries.setQueriesData<InfiniteData<DocumentPage>>({ queryKey: queryKeys.documents }, (list) => {
    if (list === undefined) return list;
    const pages = list.pages.map((page) => {
      const old = page.items.find(({ id }) => id === document.id);
      if (old === undefined) return page;
      shown ||= old.status === document.status;
      return { ...page, items: page.items.map((one) => (one === old ? { ...old, ...document } : one)) };
    });
    return { ...list, pages };
  });
  return shown;
}
