import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DownloadDialog } from '../../download/download-dialog.tsx';
import { api } from '../../server/client.ts';
import { queryKeys } from '../../server/query-keys.ts';
import { useTexts } from '../../language/define-texts.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { documentsTexts } from './documents-texts.ts';

interface SelectionBarProps {
  readonly selected: ReadonlySet<string>;
  readonly onNone: () => void;
}

/** So many at once, as the server takes them in an address. */
const mostDownloaded = 200;
/** In one request. */
const mostDeleted = 500;

/** What can be done with the articles that are selected. */
export function SelectionBar({ selected, onNone }: SelectionBarProps) {
  const texts = useTexts(documentsTexts);
  const queries = useQueryClient();
  const [asks, setAsks] = useState<'delete' | 'download' | null>(null);
  if (selected.size === 0) return null;
  const close = (): void => {
    setAsks(null);
  };
  const isTooMuch = selected.size > mostDownloaded;
  return (
    <div className="selection" role="group" aria-label={texts.selected(selected.size)}>
      <span role="status">{texts.selected(selected.size)}</span>
      <button
        type="button"
        className="button"
        disabled={isTooMuch}
        onClick={() => {
          setAsks('download');
        }}
      >
        {texts.download}
      </button>
      <button
        type="button"
        className="button danger"
        onClick={() => {
          setAsks('delete');
        }}
      >
        {texts.delete}
      </button>
      <button type="button" className="button quiet" onClick={onNone}>
        {texts.selectNone}
      </button>
      {isTooMuch ? <span className="soft small">{texts.mostDownloaded(mostDownloaded)}</span> : null}
      {asks === 'download' ? (
        <DownloadDialog of={{ kind: 'documents', ids: [...selected] }} onClose={close} />
      ) : null}
      {asks === 'delete' ? (
        <Confirm
          title={texts.deleteTitle(selected.size)}
          text={texts.deleteText}
          yes={texts.delete}
          no={texts.keep}
          run={async () => {
            await deleteAll([...selected]);
            await queries.invalidateQueries({ queryKey: queryKeys.documents });
            onNone();
          }}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

async function deleteAll(ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += mostDeleted)
    await api.POST('/v1/documents:delete', { body: { ids: ids.slice(from, from + mostDeleted) } });
}
