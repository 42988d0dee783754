import { Link } from 'wouter';
import { useTexts } from '../../language/define-texts.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { useSession } from '../../server/use-session.ts';
import { FetchAnother } from './fetch-another.tsx';
import { FetchedElsewhere } from './fetched-elsewhere.tsx';
import { InUse } from './in-use.tsx';
import { ModelCard } from './model-card.tsx';
import { modelsTexts } from './models-texts.ts';
import { useModels } from './use-models.ts';
import './models.css';

/** Which model translates, how good it is and what it takes; and fetching, choosing and removing others. */
export function ModelsPage() {
  const texts = useTexts(modelsTexts);
  usePageTitle(texts.title);
  const isAdmin = useSession()?.role === 'admin';
  const { data, error, refetch } = useModels();
  if (data === undefined)
    return error === null ? <Loading /> : <Failed error={error} onAgain={() => void refetch()} />;
  const { items, pulls, fixed } = data;
  const pullOf = (id: string) => pulls.find((pull) => pull.id === id);
  const elsewhere = pulls.filter(
    ({ id, state }) => state !== 'done' && !items.some((model) => model.id === id),
  );
  return (
    <div className="page models">
      <header className="page-head">
        <h1>{texts.title}</h1>
        <Link href="/models/compare" className="button">
          {texts.compare}
        </Link>
      </header>
      <InUse models={items} />
      <section>
        <h2>{texts.shelf}</h2>
        {fixed ? <p className="soft small">{texts.fixed}</p> : null}
        {isAdmin ? null : <p className="soft small">{texts.onlyAdmins}</p>}
        <ul className="shelf">
          {items.map((model) => (
            <ModelCard
              key={model.id}
              model={model}
              pull={pullOf(model.id)}
              can={{ change: isAdmin, choose: isAdmin && !fixed }}
            />
          ))}
          {elsewhere.map((pull) => (
            <FetchedElsewhere key={pull.id} pull={pull} canChange={isAdmin} />
          ))}
        </ul>
      </section>
      {isAdmin ? <FetchAnother /> : null}
    </div>
  );
}
