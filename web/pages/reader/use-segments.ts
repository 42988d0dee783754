import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api, bodyOf, type Segment } from '../../server/client.ts';
import { queryKeys } from '../../server/query-keys.ts';

/** The most that one request gives. */
const pageSize = 500;

export interface Segments {
  readonly segments: readonly Segment[];
  readonly isComplete: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly refetch: () => void;
}

/** All sentences of an article that are translated so far: the first ones at once, the others as they come. */
export function useSegments(documentId: string): Segments {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, isFetching, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: queryKeys.segments(documentId),
      initialPageParam: undefined as string | undefined,
      queryFn: async ({ pageParam, signal }) =>
        bodyOf(
          api.GET('/v1/documents/{id}/segments', {
            params: {
              path: { id: documentId },
              query: { limit: pageSize, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
            },
            signal,
          }),
        ),
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    });
  useEffect(() => {
    if (hasNextPage && !isFetching && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetching, isFetchingNextPage, fetchNextPage]);
  const segments = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  return {
    segments,
    isComplete: data !== undefined && !hasNextPage,
    isPending,
    error: data === undefined ? error : null,
    refetch: () => void refetch(),
  };
}
