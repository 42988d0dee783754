import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { limits } from '../../../core/limits.ts';
import { useTexts } from '../../language/define-texts.ts';
import { textDirection } from '../../language/text-direction.ts';
import { useCell } from '../../parts/cell.ts';
import { ErrorText } from '../../parts/error-text.tsx';
import type { Segment } from '../../server/client.ts';
import { Problem } from '../../server/problem.ts';
import { authorCell } from './author-cell.ts';
import { editTexts } from './edit-texts.ts';
import { useSaveSegment } from './save-segment.ts';

interface EditTargetProps {
  readonly segment: Segment;
  readonly onClose: () => void;
  readonly onNext: () => void;
}

/**
 * The translation, to be corrected in place. Saved unchanged, it is accepted. Where somebody else was there since it was opened
 * nothing is stored: their text is shown, and what was typed stays. Saved then, it takes the place of the text that was shown.
 */
export function EditTarget({ segment, onClose, onNext }: EditTargetProps) {
  const texts = useTexts(editTexts);
  const [target, setTarget] = useState(segment.target);
  // Not the segment's own: that one moves on as others save, unseen by the person who is writing.
  const [seenRevision, setSeenRevision] = useState(segment.revision);
  const save = useSaveSegment();
  const saving = useMutation<unknown, Error, 'stay' | 'goOn'>({
    mutationFn: () => save({ ...segment, revision: seenRevision }, target),
    onError: (error) => {
      const standing = standingOf(error);
      if (standing !== null) setSeenRevision(standing.revision);
    },
    onSuccess: (_stored, then) => {
      onClose();
      if (then === 'goOn') onNext();
    },
  });
  const isEmpty = target.trim() === '';
  return (
    <form
      className="stack edit"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate('stay');
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
        const isSave = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
        if (isSave && !isEmpty && !saving.isPending) saving.mutate('goOn');
      }}
    >
      <textarea
        className="input target"
        aria-label={texts.field}
        lang="en"
        dir="ltr"
        rows={3}
        autoFocus
        ref={putCaretAtEnd}
        value={target}
        onChange={(event) => {
          setTarget(event.target.value);
        }}
      />
      <AuthorField />
      {saving.isError ? <Refused error={saving.error} /> : null}
      <div className="dialog-ends">
        <span className="soft small edit-keys">{texts.keys}</span>
        <button type="button" className="button" onClick={onClose}>
          {texts.leave}
        </button>
        <button type="submit" className="button primary" disabled={saving.isPending || isEmpty}>
          {texts.save}
        </button>
      </div>
    </form>
  );
}

/** Where somebody goes on writing. Once: whoever comes back from another window finds the caret where it was. */
function putCaretAtEnd(field: HTMLTextAreaElement | null): void {
  field?.setSelectionRange(field.value.length, field.value.length);
}

function AuthorField() {
  const texts = useTexts(editTexts);
  const author = useCell(authorCell);
  return (
    <label className="author small">
      {texts.author} <span className="soft">{texts.authorWhy}</span>
      <input
        className="input"
        autoComplete="name"
        maxLength={limits.labelChars}
        dir={author === '' ? undefined : textDirection(author)}
        value={author}
        onChange={(event) => {
          authorCell.set(event.target.value);
        }}
      />
    </label>
  );
}

function Refused({ error }: { readonly error: Error }) {
  const texts = useTexts(editTexts);
  const standing = standingOf(error);
  return (
    <div className="error-text" role="alert">
      {standing === null ? (
        <ErrorText error={error} />
      ) : (
        <>
          <p>{texts.conflict}</p>
          <p lang="en" dir="ltr">
            {standing.target}
          </p>
        </>
      )}
    </div>
  );
}

/** What stands in the place of the text that was to be corrected; null where the error is another. */
function standingOf(error: Error): { readonly target: string; readonly revision: number } | null {
  if (!(error instanceof Problem) || error.code !== 'SEGMENT_CHANGED') return null;
  const { standing } = error.details;
  if (typeof standing !== 'object' || standing === null) return null;
  if (!('target' in standing) || !('revision' in standing)) return null;
  return { target: String(standing.target), revision: Number(standing.revision) };
}
