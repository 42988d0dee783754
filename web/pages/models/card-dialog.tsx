import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../language/define-texts.ts';
import { CloseDialog } from '../../parts/close-dialog.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ErrorText } from '../../parts/error-text.tsx';
import { Loading } from '../../parts/states.tsx';
import { api, bodyOf } from '../../server/client.ts';
import { queryKeys } from '../../server/query-keys.ts';
import { modelsTexts } from './models-texts.ts';
import './card-dialog.css';

/** What the makers of a model say, as they wrote it. */
export function CardDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const texts = useTexts(modelsTexts);
  const { data, error } = useQuery({
    queryKey: queryKeys.modelCard(id),
    queryFn: async ({ signal }) =>
      bodyOf(api.GET('/v1/models/{id}/card', { params: { path: { id } }, signal })),
  });
  return (
    <Dialog title={texts.cardOf(id)} onClose={onClose}>
      {error === null ? null : (
        <div className="error-text" role="alert">
          <ErrorText error={error} />
        </div>
      )}
      {data === undefined && error === null ? <Loading /> : null}
      {data === undefined ? null : data.card === null ? (
        <p className="soft">{texts.noCard}</p>
      ) : (
        <pre className="card-text" lang="en" dir="ltr" tabIndex={0}>
          {data.card}
        </pre>
      )}
      <CloseDialog onClose={onClose} />
    </Dialog>
  );
}
