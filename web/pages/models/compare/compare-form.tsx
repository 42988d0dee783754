import { useState } from 'react';
import { limits } from '../../../../core/limits.ts';
import { useTexts } from '../../../language/define-texts.ts';
import { Field } from '../../../parts/field.tsx';
import { useAddressFilter } from '../../../parts/use-address-filter.ts';
import type { Model } from '../use-models.ts';
import { ChooseArticle } from './choose-article.tsx';
import { compareTexts } from './compare-texts.ts';
import '../../../parts/choice.css';
import type { ComparisonRequest } from './use-comparison.ts';

interface CompareFormProps {
  /** Two at least. */
  readonly models: readonly Model[];
  readonly isRefused: boolean;
  readonly isUnderWay: boolean;
  readonly onBegin: (request: ComparisonRequest) => void;
  readonly onStop: () => void;
}

const kinds = ['stored', 'pasted'] as const;
type Kind = (typeof kinds)[number];

/** Which article, which two models, and what it takes. The article stands in the address. */
export function CompareForm({ models, isRefused, isUnderWay, onBegin, onStop }: CompareFormProps) {
  const texts = useTexts(compareTexts);
  const [{ document: documentId = '' }, setFilter] = useAddressFilter(['document'] as const);
  const [kind, setKind] = useState<Kind>('stored');
  const [text, setText] = useState('');
  const [first = usedFirst(models)[0]?.id ?? '', setFirst] = useState<string>();
  const [chosen, setSecond] = useState<string>();
  const others = usedFirst(models).filter(({ id }) => id !== first);
  const second = others.find(({ id }) => id === chosen)?.id ?? others[0]?.id ?? '';
  const article = kind === 'stored' ? { documentId } : { text };
  const isComplete = kind === 'stored' ? documentId !== '' : text.trim() !== '';
  const onDisk = models
    .filter(({ id }) => id === first || id === second)
    .reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  return (
    <form
      className="compare-form"
      onSubmit={(event) => {
        event.preventDefault();
        onBegin({ models: [first, second], ...article });
      }}
    >
      <ChooseKind kind={kind} onChoose={setKind} />
      {kind === 'stored' ? (
        <ChooseArticle
          documentId={documentId}
          onChoose={(id) => {
            setFilter('document', id);
          }}
        />
      ) : (
        <PasteText text={text} onChange={setText} />
      )}
      <div className="compare-models">
        <ChooseModel label={texts.first} models={models} value={first} onChoose={setFirst} />
        <ChooseModel label={texts.second} models={others} value={second} onChoose={setSecond} />
      </div>
      <p className="soft small">{texts.memory(onDisk)}</p>
      <div className="compare-hands">
        <button type="submit" className="button primary" disabled={isRefused || isUnderWay || !isComplete}>
          {texts.begin}
        </button>
        {isUnderWay ? (
          <button type="button" className="button" onClick={onStop}>
            {texts.stop}
          </button>
        ) : null}
      </div>
    </form>
  );
}

/** What translates now, then what is taken next: the one that another is held against. */
function usedFirst(models: readonly Model[]): readonly Model[] {
  const weightOf = ({ workers, auto }: Model): number => workers * 2 + (auto ? 1 : 0);
  return models.toSorted((one, other) => weightOf(other) - weightOf(one));
}

function ChooseKind({ kind, onChoose }: { readonly kind: Kind; readonly onChoose: (kind: Kind) => void }) {
  const texts = useTexts(compareTexts);
  return (
    <div className="choice" role="group" aria-label={texts.article}>
      {kinds.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={kind === one}
          onClick={() => {
            onChoose(one);
          }}
        >
          {texts[one]}
        </button>
      ))}
    </div>
  );
}

function PasteText({ text, onChange }: { readonly text: string; readonly onChange: (text: string) => void }) {
  const texts = useTexts(compareTexts);
  return (
    <Field label={texts.text}>
      {(attributes) => (
        <textarea
          {...attributes}
          className="input compare-text"
          dir="rtl"
          lang="ar"
          rows={6}
          maxLength={limits.translateChars}
          value={text}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

interface ChooseModelProps {
  readonly label: string;
  readonly models: readonly Model[];
  readonly value: string;
  readonly onChoose: (id: string) => void;
}

function ChooseModel({ label, models, value, onChoose }: ChooseModelProps) {
  const texts = useTexts(compareTexts);
  return (
    <Field label={label}>
      {(attributes) => (
        <select
          {...attributes}
          className="input"
          value={value}
          onChange={(event) => {
            onChoose(event.target.value);
          }}
        >
          {models.map(({ id, workers }) => (
            <option key={id} value={id}>
              {workers > 0 ? texts.inUse(id) : id}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
