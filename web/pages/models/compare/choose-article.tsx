import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../../language/define-texts.ts';
import { Field } from '../../../parts/field.tsx';
import { api, bodyOf } from '../../../server/client.ts';
import { queryKeys } from '../../../server/query-keys.ts';
import { useDocuments } from '../../documents/use-documents.ts';
import { compareTexts } from './compare-texts.ts';

interface ChooseArticleProps {
  /** Empty while none is chosen. */
  readonly documentId: string;
  readonly onChoose: (documentId: string) => void;
}

/** The newest articles that are done, and the one that the address names. */
export function ChooseArticle({ documentId, onChoose }: ChooseArticleProps) {
  const texts = useTexts(compareTexts);
  const { data } = useDocuments({ status: 'done' });
  const newest = data?.pages.flatMap(({ items }) => items) ?? [];
  const isListed = newest.some(({ id }) => id === documentId);
  const { data: named } = useQuery({
    queryKey: queryKeys.document(documentId),
    enabled: documentId !== '' && data !== undefined && !isListed,
    queryFn: async ({ signal }) =>
      bodyOf(api.GET('/v1/documents/{id}', { params: { path: { id: documentId } }, signal })),
  });
  const articles = named === undefined || isListed ? newest : [named, ...newest];
  return (
    <Field label={texts.stored} hint={texts.newest}>
      {(attributes) => (
        <select
          {...attributes}
          className="input"
          value={documentId}
          onChange={(event) => {
            onChoose(event.target.value);
          }}
        >
          <option value="">{texts.choose}</option>
          {articles.map(({ id, title }) => (
            <option key={id} value={id}>
              {title ?? texts.untitled}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
