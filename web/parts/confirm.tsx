import { useMutation } from '@tanstack/react-query';
import { Dialog } from './dialog.tsx';
import { ErrorText } from './error-text.tsx';

interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  /** What is confirmed; the dialog stays, with the error, when it rejects. */
  readonly run: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function Confirm({ title, text, yes, no, run, onClose }: ConfirmProps) {
  const work = useMutation({ mutationFn: run, onSuccess: onClose });
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="soft">{text}</p>
      {work.isError ? (
        <div className="error-text" role="alert">
          <ErrorText error={work.error} />
        </div>
      ) : null}
      <div className="dialog-ends">
        <button type="button" className="button" onClick={onClose}>
          {no}
        </button>
        <button
          type="button"
          className="button danger primary"
          disabled={work.isPending}
          onClick={() => {
            work.mutate();
          }}
        >
          {yes}
        </button>
      </div>
    </Dialog>
  );
}
