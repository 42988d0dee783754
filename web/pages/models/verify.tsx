import { useMutation } from '@tanstack/react-query';
import { useTexts } from '../../language/define-texts.ts';
import { ErrorText } from '../../parts/error-text.tsx';
import { api, bodyOf } from '../../server/client.ts';
import type { components } from '../../server/openapi.gen.d.ts';
import { modelsTexts } from './models-texts.ts';
import { pullTexts } from './pull-texts.ts';

interface VerifyProps {
  readonly id: string;
  /** Fetches what is damaged; not where there is nowhere to fetch it from. */
  readonly onMend: (() => void) | undefined;
}

/** Has every byte of a model read, and says what was found. */
export function Verify({ id, onMend }: VerifyProps) {
  const texts = useTexts(modelsTexts);
  const work = useMutation({
    mutationFn: async () => bodyOf(api.POST('/v1/models/{id}/verify', { params: { path: { id } } })),
  });
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={work.isPending}
        onClick={() => {
          work.mutate();
        }}
      >
        {work.isPending ? texts.verifying : texts.verify}
      </button>
      <div className="verified small" role="status">
        {work.data === undefined ? null : <Found found={work.data} onMend={onMend} />}
        {work.error === null ? null : (
          <div className="error-text">
            <ErrorText error={work.error} />
          </div>
        )}
      </div>
    </>
  );
}

interface FoundProps extends Pick<VerifyProps, 'onMend'> {
  readonly found: components['schemas']['Verification'];
}

function Found({ found: { files, faults }, onMend }: FoundProps) {
  const texts = useTexts(modelsTexts);
  const pulls = useTexts(pullTexts);
  if (files > 0 && faults.length === 0) return <p>{texts.whole(files)}</p>;
  return (
    <>
      <p className={files === 0 ? 'soft' : 'error-text'}>{files === 0 ? texts.unrecorded : texts.faults}</p>
      <ul>
        {faults.map(({ file, fault }) => (
          <li key={file}>
            <bdi>{file}</bdi> {texts.faultWords[fault]}
          </li>
        ))}
      </ul>
      {onMend === undefined ? null : (
        <button type="button" className="button" onClick={onMend}>
          {pulls.mend}
        </button>
      )}
    </>
  );
}
