import { useQuery } from '@tanstack/react-query';
import { useFormats, useTexts } from '../../language/define-texts.ts';
import { textDirection } from '../../language/text-direction.ts';
import { ErrorText } from '../../parts/error-text.tsx';
import { api, bodyOf, type Segment } from '../../server/client.ts';
import { queryKeys } from '../../server/query-keys.ts';
import { editTexts } from './edit-texts.ts';
import type { Revision } from './save-segment.ts';

/** Every text that this sentence had: who wrote it, when, what. The newest first. */
export function History({ segment: { documentId, segmentId, revision } }: { readonly segment: Segment }) {
  const texts = useTexts(editTexts);
  const { data, error } = useQuery({
    // A correction by somebody else makes another history.
    queryKey: [...queryKeys.revisions(documentId, segmentId), revision],
    queryFn: async ({ signal }) =>
      bodyOf(
        api.GET('/v1/documents/{id}/segments/{segmentId}/revisions', {
          params: { path: { id: documentId, segmentId } },
          signal,
        }),
      ),
  });
  if (error !== null)
    return (
      <div className="error-text">
        <ErrorText error={error} />
      </div>
    );
  return (
    <ol className="history small" aria-label={texts.history} aria-busy={data === undefined}>
      {data?.items.map((one) => (
        <Version key={one.revision} version={one} />
      ))}
    </ol>
  );
}

function Version({ version }: { readonly version: Revision }) {
  const texts = useTexts(editTexts);
  const formats = useFormats();
  const { revision, target, createdAt } = version;
  return (
    <li>
      <p className="soft">
        {texts.version(revision + 1)} · <Writer version={version} /> ·{' '}
        <time dateTime={createdAt}>{formats.moment(createdAt)}</time>
      </p>
      <p lang="en" dir={textDirection(target)}>
        {target}
      </p>
    </li>
  );
}

function Writer({ version: { author, origin, model } }: { readonly version: Revision }) {
  const texts = useTexts(editTexts);
  if (author !== null) return <bdi>{author}</bdi>;
  if (origin === 'human') return texts.nobody;
  if (origin === 'passthrough') return texts.passedThrough;
  return (
    <>
      {origin === 'memory' ? texts.remembered : texts.machine}
      {model === null ? null : (
        <>
          {' '}
          (<bdi>{model.id}</bdi>)
        </>
      )}
    </>
  );
}
