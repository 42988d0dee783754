import { useTexts } from '../../../language/define-texts.ts';
import { Link } from 'wouter';
import { ErrorText } from '../../../parts/error-text.tsx';
import { Failed, Loading, Notice } from '../../../parts/states.tsx';
import { usePageTitle } from '../../../parts/use-page-title.ts';
import { useSession } from '../../../server/use-session.ts';
import { useModels } from '../use-models.ts';
import { CompareForm } from './compare-form.tsx';
import { compareTexts } from './compare-texts.ts';
import type { ComparisonState } from './comparison-state.ts';
import { SideBySide } from './side-by-side.tsx';
import { SummaryTable } from './summary-table.tsx';
import { isUnderWay, useComparison } from './use-comparison.ts';
import './compare.css';

/** Two models that are here, side by side on one article. Nothing of it is kept. */
export function ComparePage() {
  const texts = useTexts(compareTexts);
  usePageTitle(texts.title);
  const role = useSession()?.role;
  const { data, error, refetch } = useModels();
  const { state, begin, stop } = useComparison();
  if (data === undefined)
    return error === null ? <Loading /> : <Failed error={error} onAgain={() => void refetch()} />;
  const here = data.items.filter((model) => model.state !== 'pullable');
  if (here.length < 2)
    return (
      <Notice title={texts.oneOnly} text={texts.oneOnlyWhy}>
        <Link href="/models" className="button">
          {texts.toModels}
        </Link>
      </Notice>
    );
  return (
    <div className="page compare">
      <h1>{texts.title}</h1>
      <p className="soft">{texts.about}</p>
      {role === 'reader' ? <p className="soft">{texts.onlySubmitters}</p> : null}
      <CompareForm
        models={here}
        isRefused={role === 'reader'}
        isUnderWay={isUnderWay(state)}
        onBegin={begin}
        onStop={stop}
      />
      <Course state={state} />
      {state.start === undefined ? null : (
        <>
          <SummaryTable start={state.start} pairs={state.pairs} />
          <SideBySide start={state.start} pairs={state.pairs} />
        </>
      )}
    </div>
  );
}

/** How far it is, or how it ended. */
function Course({ state: { phase, start, pairs, error } }: { readonly state: ComparisonState }) {
  const texts = useTexts(compareTexts);
  const done = pairs.filter(([one, other]) => one !== undefined && other !== undefined).length;
  const said = {
    idle: '',
    loading: texts.loading,
    translating: texts.progress(done, pairs.length),
    done: texts.done,
    stopped: texts.stopped,
    failed: '',
  };
  return (
    <div className="compare-course">
      <p role="status">{said[phase]}</p>
      {start !== undefined && start.total > pairs.length ? (
        <p className="soft">{texts.firstOnly(pairs.length, start.total)}</p>
      ) : null}
      {phase === 'failed' ? (
        <div className="error-text" role="alert">
          <ErrorText error={error} />
        </div>
      ) : null}
    </div>
  );
}
