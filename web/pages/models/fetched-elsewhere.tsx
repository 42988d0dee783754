import { useTexts } from '../../language/define-texts.ts';
import { pullTexts } from './pull-texts.ts';
import { PullState } from './pull-state.tsx';
import type { Pull } from './use-models.ts';
import { usePull } from './use-pull.ts';

/** A model that is on no list yet, for as long as it is fetched, or when that has not ended well. */
export function FetchedElsewhere({ pull, canChange }: { readonly pull: Pull; readonly canChange: boolean }) {
  const texts = useTexts(pullTexts);
  const { mutate, isPending } = usePull(pull.id);
  return (
    <li className="model" data-state="pullable">
      <h3>
        <bdi>{pull.id}</bdi>
      </h3>
      <PullState pull={pull} canStop={canChange} />
      {canChange && pull.state !== 'running' ? (
        <div className="model-actions">
          <button
            type="button"
            className="button"
            disabled={isPending}
            onClick={() => {
              mutate('start');
            }}
          >
            {texts.mend}
          </button>
        </div>
      ) : null}
    </li>
  );
}
