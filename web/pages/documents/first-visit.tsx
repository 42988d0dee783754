import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { useTexts } from '../../language/define-texts.ts';
import { ErrorText } from '../../parts/error-text.tsx';
import { Notice } from '../../parts/states.tsx';
import { api, bodyOf } from '../../server/client.ts';
import { documentsTexts } from './documents-texts.ts';

/** Nothing is here yet: one press shows what this is for. */
export function FirstVisit() {
  const texts = useTexts(documentsTexts);
  const [, go] = useLocation();
  const sample = useMutation({
    mutationFn: async () => bodyOf(api.POST('/v1/samples')),
    onSuccess: ({ id }) => {
      go(`/documents/${id}`);
    },
  });
  return (
    <Notice title={texts.first} text={texts.firstWhy}>
      {sample.isError ? (
        <div className="error-text" role="alert">
          <ErrorText error={sample.error} />
        </div>
      ) : null}
      <button
        type="button"
        className="button primary"
        disabled={sample.isPending}
        onClick={() => {
          sample.mutate();
        }}
      >
        {texts.sample}
      </button>
      <Link href="/new" className="button">
        {texts.ownArticle}
      </Link>
    </Notice>
  );
}
