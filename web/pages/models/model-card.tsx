import { useFormats, useTexts } from '../../language/define-texts.ts';
import { useLanguage } from '../../language/language.ts';
import { OwnText } from '../../parts/own-text.tsx';
import { aboutTexts } from './about-texts.ts';
import { ModelActions, type ModelRights } from './model-actions.tsx';
import { modelsTexts } from './models-texts.ts';
import { PullState } from './pull-state.tsx';
import type { Model, Pull } from './use-models.ts';

interface ModelCardProps {
  readonly model: Model;
  readonly pull: Pull | undefined;
  readonly can: ModelRights;
}

/** A model with what one chooses by. */
export function ModelCard({ model, pull, can }: ModelCardProps) {
  const texts = useTexts(modelsTexts);
  const language = useLanguage();
  const { id, state, auto } = model;
  const about = aboutTexts[language][id] ?? model.about;
  return (
    <li className="model" data-state={state}>
      <h3>
        <bdi>{id}</bdi>
        <span className="model-state small">{auto ? texts.chosen : texts.states[state]}</span>
      </h3>
      {about === '' ? null : <OwnText as="p" text={about} className="soft" />}
      <Facts model={model} />
      <Scores model={model} />
      {pull === undefined ? null : <PullState pull={pull} canStop={can.change} />}
      <ModelActions model={model} isFetched={pull?.state === 'running'} can={can} />
    </li>
  );
}

/** Said of a licence that nobody names. */
const noAssertion = 'NOASSERTION';

function Facts({
  model: { state, languages, licence, bytes, memoryBytes, revision },
}: Pick<ModelCardProps, 'model'>) {
  const texts = useTexts(modelsTexts);
  const formats = useFormats();
  return (
    <dl className="facts">
      {state === 'pullable' ? null : (
        <>
          <dt>{texts.disk}</dt>
          <dd>{bytes === null ? '–' : formats.bytes(bytes)}</dd>
          <dt>{texts.memory}</dt>
          <dd>{memoryBytes === null ? '–' : formats.bytes(memoryBytes)}</dd>
        </>
      )}
      {languages === null ? null : (
        <>
          <dt>{texts.languages}</dt>
          <dd>
            <bdi dir="ltr">{`${languages.source} → ${languages.target}`}</bdi>
          </dd>
        </>
      )}
      <dt>{texts.licence}</dt>
      <dd>{licence === noAssertion ? texts.licenceUnknown : <bdi>{licence}</bdi>}</dd>
      {revision === null ? null : (
        <>
          <dt>{texts.revision}</dt>
          <dd>
            <bdi>{revision.slice(0, 12)}</bdi>
          </dd>
        </>
      )}
    </dl>
  );
}

function Scores({ model: { scores } }: Pick<ModelCardProps, 'model'>) {
  const texts = useTexts(modelsTexts);
  if (scores.length === 0) return <p className="soft small">{texts.unmeasured}</p>;
  return (
    <table className="scores small" title={texts.scoresWhy}>
      <caption className="visually-hidden">{`${texts.scores}. ${texts.scoresWhy}`}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.set}</th>
          <th scope="col">BLEU</th>
          <th scope="col">chrF2</th>
        </tr>
      </thead>
      <tbody>
        {scores.map(({ set, bleu, chrf2, revision }) => (
          <tr key={`${set} ${revision}`}>
            <td>
              <bdi>{set}</bdi>
            </td>
            <td>{texts.score(bleu)}</td>
            <td>{texts.score(chrf2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
