import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { defineTexts, useTexts } from '../language/define-texts.ts';
import { api, bodyOf, type Document } from '../server/client.ts';
import { queryKeys } from '../server/query-keys.ts';
import { actionsOf, type DocumentAction } from './actions-of.ts';
import { Confirm } from './confirm.tsx';
import { ErrorText } from './error-text.tsx';

const actionTexts = defineTexts(
  () => ({
    pause: 'Pause',
    resume: 'Resume',
    retry: 'Try again',
    cancel: 'Cancel',
    cancelTitle: 'Cancel this article?',
    cancelText: 'What is translated stays. What is not will not be, and that cannot be taken back.',
    keep: 'Go on with it',
  }),
  () => ({
    pause: 'إيقاف مؤقت',
    resume: 'استئناف',
    retry: 'المحاولة من جديد',
    cancel: 'إلغاء',
    cancelTitle: 'إلغاء ترجمة هذا المقال؟',
    cancelText: 'يبقى ما تُرجم، ولن يُترجم الباقي. ولا رجعة في ذلك.',
    keep: 'متابعة الترجمة',
  }),
);

/** Buttons for what an article in this state can be asked to do. What cannot be taken back is asked about first. */
export function ActOnDocument({ document }: { readonly document: Document }) {
  const texts = useTexts(actionTexts);
  const [asks, setAsks] = useState(false);
  const { mutate, mutateAsync, isPending, error } = useAct(document.id);
  return (
    <>
      {actionsOf(document).map((action) => (
        <button
          key={action}
          type="button"
          className={action === 'cancel' ? 'button danger' : 'button'}
          disabled={isPending}
          onClick={() => {
            if (action === 'cancel') setAsks(true);
            else mutate(action);
          }}
        >
          {texts[action]}
        </button>
      ))}
      {asks ? (
        <Confirm
          title={texts.cancelTitle}
          text={texts.cancelText}
          yes={texts.cancel}
          no={texts.keep}
          run={() => mutateAsync('cancel')}
          onClose={() => {
            setAsks(false);
          }}
        />
      ) : error === null ? null : (
        <div className="error-text" role="alert">
          <ErrorText error={error} />
        </div>
      )}
    </>
  );
}

/** The state of the article changes at once, without waiting for the news of it. */
function useAct(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (action: DocumentAction) =>
      bodyOf(api.POST(`/v1/documents/{id}/${action}`, { params: { path: { id } } })),
    onSuccess: async (changed) => {
      queries.setQueryData<Document>(queryKeys.document(id), (old) =>
        old === undefined ? old : { ...old, ...changed },
      );
      await queries.invalidateQueries({ queryKey: queryKeys.documents });
    },
  });
}
