import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../language/define-texts.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorText } from '../parts/error-text.tsx';
import { downloadAddress, type DownloadOf } from './download-address.ts';
import { fetchFile } from './fetch-file.ts';
import { downloadTexts, formatNames, formatTexts, type FormatName } from './format-texts.ts';
import './download.css';

interface DownloadDialogProps {
  readonly of: DownloadOf;
  readonly onClose: () => void;
}

/** Every format with what it is for; a press fetches it, and says how much has come. Closing breaks it off. */
export function DownloadDialog({ of, onClose }: DownloadDialogProps) {
  const texts = useTexts(downloadTexts);
  const formats = useTexts(formatTexts);
  const [received, setReceived] = useState(0);
  const abort = useRef<AbortController>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const file = useMutation({
    mutationFn: async (format: FormatName) => {
      setReceived(0);
      abort.current = new AbortController();
      return fetchFile(downloadAddress(of, format), {
        signal: abort.current.signal,
        onProgress: setReceived,
      });
    },
  });
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <About of={of} />
      <ul className="formats">
        {formatNames.map((format) => (
          <li key={format}>
            <button
              type="button"
              disabled={file.isPending}
              onClick={() => {
                file.mutate(format);
              }}
            >
              <b>{formats[format].name}</b>
              <span className="soft small">{formats[format].use}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="download-state" role="status">
        {file.isPending ? (
          <>
            <progress />
            {texts.received(received)}
          </>
        ) : null}
        {file.isSuccess ? <bdi>{texts.done(file.data)}</bdi> : null}
        {file.isError ? (
          <div className="error-text">
            <ErrorText error={file.error} />
          </div>
        ) : null}
      </div>
      <div className="dialog-ends">
        <button type="button" className="button" onClick={onClose}>
          {file.isPending ? texts.cancel : texts.close}
        </button>
      </div>
    </Dialog>
  );
}

/** What will be in the file, and what not. */
function About({ of }: Pick<DownloadDialogProps, 'of'>) {
  const texts = useTexts(downloadTexts);
  if (of.kind === 'documents')
    return (
      <p className="soft">
        {texts.of(of.ids.length)}. {texts.onlyDone}
      </p>
    );
  return of.document.status === 'done' ? null : <p className="soft">{texts.partial}</p>;
}
