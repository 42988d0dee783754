import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../language/define-texts.ts';
import { ErrorText } from '../../parts/error-text.tsx';
import { api, bodyOf, type Segment } from '../../server/client.ts';
import { Problem } from '../../server/problem.ts';
import { queryKeys } from '../../server/query-keys.ts';
import { editTexts } from './edit-texts.ts';

interface EditTargetProps {
  readonly segment: Segment;
  readonly onClose: () => void;
}

/**
 * The translation, to be corrected in place. Saved unchanged, it is accepted. Where somebody else was there meanwhile nothing is
 * stored: their text is shown, and what was typed stays.
 */
export function EditTarget({ segment, onClose }: EditTargetProps) {
  const texts = useTexts(editTexts);
  const queries = useQueryClient();
  const [target, setTarget] = useState(segment.target);
  const { documentId, segmentId, revision } = segment;
  const saving = useMutation({
    mutationFn: async () =>
      bodyOf(
        api.PATCH('/v1/documents/{id}/segments/{segmentId}', {
          params: { path: { id: documentId, segmentId } },
          body: { target, basedOn: revision },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: queryKeys.segments(documentId) });
      onClose();
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) saving.mutate();
      }}
    >
      <textarea
        className="input target"
        aria-label={texts.field}
        lang="en"
        dir="ltr"
        rows={3}
        autoFocus
        value={target}
        onChange={(event) => {
          setTarget(event.target.value);
        }}
      />
      {saving.isError ? <Refused error={saving.error} /> : null}
      <div className="dialog-ends">
        <span className="soft small">{texts.keys}</span>
        <button type="button" className="button" onClick={onClose}>
          {texts.leave}
        </button>
        <button type="submit" className="button primary" disabled={saving.isPending || target.trim() === ''}>
          {texts.save}
        </button>
      </div>
    </form>
  );
}

function Refused({ error }: { readonly error: Error }) {
  const texts = useTexts(editTexts);
  const standing =
    error instanceof Problem && error.code === 'SEGMENT_CHANGED' ? error.details['standing'] : null;
  const isText = typeof standing === 'object' && standing !== null && 'target' in standing;
  return (
    <div className="error-text" role="alert">
      {isText ? (
        <>
          <p>{texts.conflict}</p>
          <p lang="en" dir="ltr">
            {String(standing.target)}
          </p>
        </>
      ) : (
        <ErrorText error={error} />
      )}
    </div>
  );
}
