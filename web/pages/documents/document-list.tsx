import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type Dispatch,
  type SetStateAction,
} from 'react';
import type { Document } from '../../server/client.ts';
import { useTexts } from '../../language/define-texts.ts';
import { Failed, Loading, Notice } from '../../parts/states.tsx';
import { DocumentRow } from './document-row.tsx';
import { documentsTexts } from './documents-texts.ts';
import { FirstVisit } from './first-visit.tsx';
import { useDocuments, type DocumentFilter } from './use-documents.ts';

interface DocumentListProps {
  readonly filter: DocumentFilter;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: Dispatch<SetStateAction<ReadonlySet<string>>>;
  /** Takes all filters away; undefined where there are none. */
  readonly onClear: (() => void) | undefined;
}

export function DocumentList({ filter, selected, onSelect, onClear }: DocumentListProps) {
  const texts = useTexts(documentsTexts);
  const {
    data,
    error,
    isPending,
    isPlaceholderData,
    refetch,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
  } = useDocuments(filter);
  if (isPending) return <Loading />;
  if (data === undefined) return <Failed error={error} onAgain={() => void refetch()} />;
  const documents = data.pages.flatMap(({ items }) => items);
  // Not from what another filter left.
  if (documents.length === 0 && onClear === undefined)
    return isPlaceholderData ? <Loading /> : <FirstVisit />;
  if (documents.length === 0)
    return (
      <Notice title={texts.nothing} text={texts.nothingFiltered}>
        <button type="button" className="button" onClick={onClear}>
          {texts.clear}
        </button>
      </Notice>
    );
  const total = data.pages[0]?.total ?? documents.length;
  return (
    <>
      <p className="soft small count">
        <span role="status">{texts.all(total)}</span>{' '}
        {selected.size < documents.length ? (
          <button
            type="button"
            className="button quiet small"
            onClick={() => {
              onSelect(new Set(documents.map(({ id }) => id)));
            }}
          >
            {hasNextPage ? texts.selectFirst(documents.length) : texts.selectAll}
          </button>
        ) : null}
      </p>
      <Rows
        documents={documents}
        selected={selected}
        onSelect={onSelect}
        onEnd={() => {
          if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
        }}
      />
    </>
  );
}

interface RowsProps {
  readonly documents: readonly Document[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: Dispatch<SetStateAction<ReadonlySet<string>>>;
  readonly onEnd: () => void;
}

const estimatedRowPx = 68;
/** So many rows before the last one, the next are fetched. */
const ahead = 60;

function Rows({ documents, selected, onSelect, onEnd }: RowsProps) {
  const texts = useTexts(documentsTexts);
  const list = useRef<HTMLUListElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    setScrollMargin(list.current?.offsetTop ?? 0);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: documents.length,
    estimateSize: () => estimatedRowPx,
    getItemKey: (index) => documents[index]?.id ?? index,
    overscan: 8,
    scrollMargin,
  });
  const shown = virtualizer.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= documents.length - ahead) onEnd();
  }, [last, documents.length, onEnd]);
  const toggle = useCallback(
    (id: string): void => {
      onSelect((old) => {
        const next = new Set(old);
        if (!next.delete(id)) next.add(id);
        return next;
      });
    },
    [onSelect],
  );
  return (
    <ul ref={list} className="rows" aria-label={texts.list} style={{ blockSize: virtualizer.getTotalSize() }}>
      {shown.map(({ key, index, start }) => {
        const document = documents[index];
        return document === undefined ? null : (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-setsize={documents.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - scrollMargin}px)` }}
          >
            <DocumentRow document={document} isSelected={selected.has(document.id)} onToggle={toggle} />
          </li>
        );
      })}
    </ul>
  );
}
