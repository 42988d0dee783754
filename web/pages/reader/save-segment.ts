import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { components } from '../../server/openapi.gen.d.ts';
import { api, bodyOf, type Segment } from '../../server/client.ts';
import { queryKeys } from '../../server/query-keys.ts';
import { authorCell } from './author-cell.ts';

export type Revision = components['schemas']['Revision'];

interface SegmentPage {
  readonly items: readonly Segment[];
}

/**
 * Stores a correction, or accepts the text as it stands when `target` is that. The page shows it as soon as it is stored.
 * Rejects, having stored nothing, when somebody else was there meanwhile.
 */
export function useSaveSegment(): (segment: Segment, target: string) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async ({ documentId, segmentId, revision }: Segment, target: string) => {
      const author = authorCell.get().trim();
      const stored = await bodyOf(
        api.PATCH('/v1/documents/{id}/segments/{segmentId}', {
          params: { path: { id: documentId, segmentId } },
          body: { target, basedOn: revision, ...(author === '' ? {} : { author }) },
        }),
      );
      queries.setQueryData<InfiniteData<SegmentPage>>(queryKeys.segments(documentId), (old) =>
        old === undefined
          ? old
          : {
              ...old,
              pages: old.pages.map((page) => ({
                ...page,
                items: page.items.map((one) =>
                  one.segmentId === segmentId ? withRevision(one, stored) : one,
                ),
              })),
            },
      );
      await queries.invalidateQueries({ queryKey: queryKeys.revisions(documentId, segmentId) });
    },
    [queries],
  );
}

function withRevision(segment: Segment, stored: Revision): Segment {
  const { target, revision, origin, confidence, flags } = stored;
  return { ...segment, target, revision, origin, confidence, flags };
}
