import { useTexts } from '../../language/define-texts.ts';
import { ErrorText } from '../../parts/error-text.tsx';
import { Problem } from '../../server/problem.ts';
import { pullTexts } from './pull-texts.ts';
import type { Pull } from './use-models.ts';
import { usePull } from './use-pull.ts';

/** How far a model is fetched, or how that ended; nothing where it ended well. */
export function PullState({ pull, canStop }: { readonly pull: Pull; readonly canStop: boolean }) {
  const texts = useTexts(pullTexts);
  const { mutate, isPending, error } = usePull(pull.id);
  if (pull.state === 'stopped')
    return (
      <p className="soft small" role="status">
        {texts.stopped}
      </p>
    );
  if (pull.state === 'failed' && pull.error !== null)
    return (
      <div className="error-text" role="alert">
        <p>{texts.failed}</p>
        <ErrorText
          error={new Problem({ ...pull.error, detail: pull.error.message, status: 0, details: {} })}
        />
      </div>
    );
  if (pull.state !== 'running') return null;
  return (
    <div className="pull">
      <Progress pull={pull} />
      {canStop ? (
        <button
          type="button"
          className="button"
          disabled={isPending}
          onClick={() => {
            mutate('stop');
          }}
        >
          {texts.stop}
        </button>
      ) : null}
      {error === null ? null : (
        <div className="error-text" role="alert">
          <ErrorText error={error} />
        </div>
      )}
    </div>
  );
}

function Progress({ pull: { id, phase, holder, fetchedBytes, totalBytes } }: { readonly pull: Pull }) {
  const texts = useTexts(pullTexts);
  const isKnown = fetchedBytes !== null && totalBytes !== null && totalBytes > 0;
  const words = {
    waiting: texts.waiting(holder ?? ''),
    fetching: isKnown ? texts.fetched(fetchedBytes, totalBytes) : texts.starting,
    verifying: texts.checking,
  };
  return (
    <>
      {phase === 'fetching' && isKnown ? (
        <progress aria-label={texts.progressOf(id)} value={fetchedBytes} max={totalBytes} />
      ) : (
        <progress aria-label={texts.progressOf(id)} />
      )}
      <p className="small">{phase === null ? texts.starting : words[phase]}</p>
    </>
  );
}
