import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, bodyOf } from '../../server/client.ts';
import type { operations } from '../../server/openapi.gen.d.ts';
import { queryKeys } from '../../server/query-keys.ts';
import { useTexts } from '../../language/define-texts.ts';
import { textDirection } from '../../language/text-direction.ts';
import { Highlighted } from '../../parts/highlighted.tsx';
import { OwnText } from '../../parts/own-text.tsx';
import { Failed, Loading, Notice } from '../../parts/states.tsx';
import { sentenceHash } from '../reader/sentence-hash.ts';
import { documentsTexts } from './documents-texts.ts';

type Found = operations['search']['responses'][200]['content']['application/json']['items'][number];

interface FoundListProps {
  readonly q: string;
  readonly collection: string | undefined;
  readonly onClear: () => void;
}

/** Sentences that hold what was searched for, each leading to its place in the reader. */
export function FoundList({ q, collection, onClear }: FoundListProps) {
  const texts = useTexts(documentsTexts);
  const { data, error, isPending, isPlaceholderData, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...queryKeys.search, q, collection],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/v1/search', {
          params: {
            query: {
              q,
              limit: 50,
              ...(collection === undefined ? {} : { collection }),
              ...(pageParam === undefined ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  });
  if (isPending) return <Loading />;
  if (data === undefined) return <Failed error={error} />;
  const found = data.pages.flatMap(({ items }) => items);
  if (found.length === 0)
    return (
      <Notice title={texts.nothing} text={texts.nothingWhy}>
        <button type="button" className="button" onClick={onClear}>
          {texts.clear}
        </button>
      </Notice>
    );
  return (
    <section aria-busy={isPlaceholderData}>
      <p className="soft small count" role="status">
        {texts.found(found.length, hasNextPage ? texts.more : '')}
      </p>
      <ol className="found-list">
        {found.map((one) => (
          <FoundSentence key={one.segmentId} found={one} />
        ))}
      </ol>
      {hasNextPage ? (
        <button type="button" className="button" onClick={() => void fetchNextPage()}>
          {texts.showMore}
        </button>
      ) : null}
    </section>
  );
}

function FoundSentence({ found }: { readonly found: Found }) {
  const texts = useTexts(documentsTexts);
  const { source, target, highlights } = found;
  return (
    <li className="found">
      <Link href={`/documents/${found.documentId}#${sentenceHash(found)}`} className="document-title">
        <OwnText as="h2" text={found.title ?? texts.untitled} className="cut" />
      </Link>
      <div className="found-pair">
        <p className="source" lang="ar" dir={textDirection(source)}>
          <Highlighted text={source} ranges={highlights.source} />
        </p>
        <p className="target" lang="en" dir={textDirection(target)}>
          <Highlighted text={target} ranges={highlights.target} />
        </p>
      </div>
    </li>
  );
}
