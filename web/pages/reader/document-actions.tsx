import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, bodyOf, type Document } from '../../server/client.ts';
import { queryKeys } from '../../server/query-keys.ts';
import { useTexts } from '../../language/define-texts.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { ErrorText } from '../../parts/error-text.tsx';
import { Icon } from '../../parts/icon.tsx';
import { DownloadDialog } from '../../download/download-dialog.tsx';
import { actionsOf, type DocumentAction } from '../../parts/actions-of.ts';
import { documentsTexts } from '../documents/documents-texts.ts';
import { readerTexts } from './reader-texts.ts';

/** What can be done with the whole article, as it stands. */
export function DocumentActions({ document }: { readonly document: Document }) {
  const texts = useTexts(readerTexts);
  const [open, setOpen] = useState<'download' | 'delete' | null>(null);
  const act = useAct(document.id);
  const close = (): void => {
    setOpen(null);
  };
  return (
    <div className="actions">
      <button
        type="button"
        className="button primary"
        onClick={() => {
          setOpen('download');
        }}
      >
        <Icon name="download" />
        {texts.download}
      </button>
      {actionsOf(document).map((action) => (
        <button
          key={action}
          type="button"
          className="button"
          disabled={act.isPending}
          onClick={() => {
            act.mutate(action);
          }}
        >
          {texts[action]}
        </button>
      ))}
      <button
        type="button"
        className="button quiet"
        onClick={() => {
          window.print();
        }}
      >
        {texts.print}
      </button>
      <button
        type="button"
        className="button quiet danger"
        onClick={() => {
          setOpen('delete');
        }}
      >
        {texts.delete}
      </button>
      <ActionError error={act.error} />
      {open === 'download' ? <DownloadDialog of={{ kind: 'document', document }} onClose={close} /> : null}
      {open === 'delete' ? <DeleteDocument id={document.id} onClose={close} /> : null}
    </div>
  );
}

function DeleteDocument({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const texts = useTexts(documentsTexts);
  const [, go] = useLocation();
  return (
    <Confirm
      title={texts.deleteTitle(1)}
      text={texts.deleteText}
      yes={texts.delete}
      no={texts.keep}
      run={async () => {
        await api.DELETE('/v1/documents/{id}', { params: { path: { id } } });
        go('/documents', { replace: true });
      }}
      onClose={onClose}
    />
  );
}

function ActionError({ error }: { readonly error: Error | null }) {
  return error === null ? null : (
    <div className="error-text" role="alert">
      <ErrorText error={error} />
    </div>
  );
}

/** The state of the article changes at once, without waiting for the news of it. */
function useAct(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (action: DocumentAction) =>
      bodyOf(api.POST(`/v1/documents/{id}/${action}`, { params: { path: { id: id } } })),
    onSuccess: (changed) => {
      queries.setQueryData<Document>(queryKeys.document(id), (old) => ({ ...old, ...changed }));
    },
  });
}
