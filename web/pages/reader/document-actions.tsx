import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api, type Document } from '../../server/client.ts';
import { useTexts } from '../../language/define-texts.ts';
import { ActOnDocument } from '../../parts/act-on-document.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Icon } from '../../parts/icon.tsx';
import { DownloadDialog } from '../../download/download-dialog.tsx';
import { documentsTexts } from '../documents/documents-texts.ts';
import { readerTexts } from './reader-texts.ts';

/** What can be done with the whole article, as it stands. */
export function DocumentActions({ document }: { readonly document: Document }) {
  const texts = useTexts(readerTexts);
  const [open, setOpen] = useState<'download' | 'delete' | null>(null);
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
      <ActOnDocument document={document} />
      <button
        type="button"
        className="button quiet"
        onClick={() => {
          window.print();
        }}
      >
        {texts.print}
      </button>
      {document.segments.total === 0 ? null : (
        <Link href={`/models/compare?document=${document.id}`} className="button quiet">
          {texts.compare}
        </Link>
      )}
      <button
        type="button"
        className="button quiet danger"
        onClick={() => {
          setOpen('delete');
        }}
      >
        {texts.delete}
      </button>
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
