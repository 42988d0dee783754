import { useState } from 'react';
import { useFormats, useTexts } from '../../../language/define-texts.ts';
import { CardDialog } from '../card-dialog.tsx';
import { compareTexts } from './compare-texts.ts';
import type { ComparisonStart, Pair } from './comparison-state.ts';
import { summarise } from './summarise.ts';

interface SummaryTableProps {
  readonly start: ComparisonStart;
  readonly pairs: readonly Pair[];
}

/** What the two come to, over the sentences that are there. */
export function SummaryTable({ start, pairs }: SummaryTableProps) {
  const texts = useTexts(compareTexts);
  const [card, setCard] = useState<string>();
  return (
    <section>
      <h2>{texts.summary}</h2>
      <div className="compare-summary">
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.model}</th>
              <th scope="col">{texts.sentences}</th>
              <th scope="col">{texts.confidence}</th>
              <th scope="col">{texts.time}</th>
              <th scope="col">{texts.flagged}</th>
            </tr>
          </thead>
          <tbody>
            {start.models.map(({ id }, model) => (
              <SummaryRow key={id} id={id} model={model === 0 ? 0 : 1} pairs={pairs} onCard={setCard} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="soft small">{texts.timeWhy}</p>
      {card === undefined ? null : (
        <CardDialog
          id={card}
          onClose={() => {
            setCard(undefined);
          }}
        />
      )}
    </section>
  );
}

interface SummaryRowProps {
  readonly id: string;
  readonly model: 0 | 1;
  readonly pairs: readonly Pair[];
  readonly onCard: (id: string) => void;
}

function SummaryRow({ id, model, pairs, onCard }: SummaryRowProps) {
  const texts = useTexts(compareTexts);
  const formats = useFormats();
  const { sentences, meanConfidence, meanComputedMs, flagged } = summarise(pairs, model);
  return (
    <tr>
      <th scope="row">
        <bdi>{id}</bdi>{' '}
        <button
          type="button"
          className="button quiet small"
          aria-label={texts.cardOf(id)}
          onClick={() => {
            onCard(id);
          }}
        >
          {texts.card}
        </button>
      </th>
      <td>{formats.number(sentences)}</td>
      <td>{meanConfidence === null ? '–' : formats.percent(meanConfidence)}</td>
      <td>{meanComputedMs === null ? '–' : formats.brief(meanComputedMs)}</td>
      <td>{formats.number(flagged)}</td>
    </tr>
  );
}
