import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTexts } from '../../language/define-texts.ts';
import { api, bodyOf } from '../../server/client.ts';
import { queryKeys } from '../../server/query-keys.ts';
import { useAddressFilter } from '../../parts/use-address-filter.ts';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { Failed, Loading, Notice } from '../../parts/states.tsx';
import { needsLook } from './needs-look.ts';
import { ReaderHead } from './reader-head.tsx';
import { readerTexts } from './reader-texts.ts';
import { ReaderTools } from './reader-tools.tsx';
import { SentenceTable } from './sentence-table.tsx';
import { useSegments } from './use-segments.ts';
import { UnderWay } from './under-way.tsx';
import './reader.css';

/** One article, both languages sentence beside sentence, while it comes and after. */
export function ReaderPage({ documentId }: { readonly documentId: string }) {
  const texts = useTexts(readerTexts);
  const {
    data: document,
    error,
    refetch,
  } = useQuery({
    queryKey: queryKeys.document(documentId),
    queryFn: async ({ signal }) =>
      bodyOf(api.GET('/v1/documents/{id}', { params: { path: { id: documentId } }, signal })),
  });
  const { segments, ...loading } = useSegments(documentId);
  const [{ show }, setFilter] = useAddressFilter(['show'] as const);
  const looks = useMemo(() => segments.filter(needsLook), [segments]);
  usePageTitle(document?.title ?? texts.untitled);
  if (error !== null && document === undefined)
    return <Failed error={error} onAgain={() => void refetch()} />;
  if (document === undefined) return <Loading />;
  const shown = show === 'looks' ? looks : segments;
  return (
    <div className="page reader">
      <ReaderHead document={document} />
      <ReaderTools
        sentences={segments.length}
        looks={looks.length}
        show={show === 'looks' ? 'looks' : 'all'}
        onShow={(what) => {
          setFilter('show', what === 'all' ? '' : what);
        }}
      />
      {loading.error !== null ? <Failed error={loading.error} onAgain={loading.refetch} /> : null}
      {loading.isPending ? <Loading /> : null}
      {shown.length > 0 ? <SentenceTable segments={shown} isComplete={loading.isComplete} /> : null}
      {show === 'looks' && looks.length === 0 && loading.isComplete ? (
        <Notice title={texts.allFine} text={texts.allFineWhy} />
      ) : null}
      <UnderWay document={document} />
    </div>
  );
}
