import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../server/client.ts';
import { queryKeys } from '../../server/query-keys.ts';
import { useTexts } from '../../language/define-texts.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { documentsTexts } from './documents-texts.ts';

interface SelectionBarProps {
  readonly selected: ReadonlySet<string>;
  readonly onNone: () => void;
}

/** What can be done with the articles that are selected. */
export function SelectionBar({ selected, onNone }: SelectionBarProps) {
  const texts = useTexts(documentsTexts);
  const queries = useQueryClient();
  const [asks, setAsks] = useState<'delete' | null>(null);
  if (selected.size === 0) return null;
  const close = (): void => {
    setAsks(null);
  };
  return (
    <div className="selection" role="group" aria-label={texts.selected(selected.size)}>
      <span role="status">{texts.selected(selected.size)}</span>
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
      {asks === 'delete' ? (
        <Confirm
          title={texts.deleteTitle(selected.size)}
          text={texts.deleteText}
          yes={texts.delete}
          no={texts.keep}
          run={async () => {
            for (const id of selected) await api.DELETE('/v1/documents/{id}', { params: { path: { id } } });
            await queries.invalidateQueries({ queryKey: queryKeys.documents });
            onNone();
          }}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
