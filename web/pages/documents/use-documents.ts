import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../server/client.ts';
import type { operations } from '../../server/openapi.gen.d.ts';
import { queryKeys } from '../../server/query-keys.ts';

export type DocumentFilter = Omit<
  NonNullable<operations['listDocuments']['parameters']['query']>,
  'limit' | 'cursor'
>;

/** What a tall screen shows, so that it is there soon. */
const firstPageSize = 50;
const pageSize = 150;

/** The articles that a filter leaves, a page at a time, kept up to date by what the server tells. */
export function useDocuments(filter: DocumentFilter) {
  return useInfiniteQuery({ ...documentsQuery(filter), placeholderData: (previous) => previous });
}

export function documentsQuery(filter: DocumentFilter) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.documents, filter],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/v1/documents', {
          params: {
            query: {
              ...filter,
              limit: firstPageSize,
              ...(pageParam === undefined ? {} : { cursor: pageParam, limit: pageSize }),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}
