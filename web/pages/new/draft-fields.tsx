import { limits } from '../../../core/limits.ts';
import { useTexts } from '../../language/define-texts.ts';
import { textDirection } from '../../language/text-direction.ts';
import { Field } from '../../parts/field.tsx';
import type { Draft, DraftFault, DraftFaults } from './draft.ts';
import { newTexts } from './new-texts.ts';

const priorities = ['interactive', 'normal', 'bulk'] as const satisfies readonly Draft['priority'][];

interface DraftFieldsProps {
  readonly draft: Draft;
  readonly faults: DraftFaults;
  readonly onChange: (part: Partial<Draft>) => void;
}

export function DraftFields({ draft, faults, onChange }: DraftFieldsProps) {
  const texts = useTexts(newTexts);
  const say = (fault: DraftFault | undefined): string | undefined => {
    if (fault === undefined) return undefined;
    return fault.kind === 'tooLong' ? texts.tooLong(fault.paragraph) : texts[fault.kind];
  };
  const directionOf = (text: string) => (text === '' ? undefined : textDirection(text));
  return (
    <>
      <Field label={texts.text} error={say(faults.text)}>
        {(attributes) => (
          <textarea
            {...attributes}
            className="input article-text"
            dir={draft.text === '' ? 'rtl' : textDirection(draft.text.slice(0, 2_000))}
            lang="ar"
            rows={12}
            placeholder={texts.placeholder}
            value={draft.text}
            onChange={(event) => {
              onChange({ text: event.target.value });
            }}
          />
        )}
      </Field>
      <div className="new-fields">
        <Field label={texts.name} hint={texts.optional}>
          {(attributes) => (
            <input
              {...attributes}
              className="input"
              dir={directionOf(draft.title)}
              maxLength={limits.titleChars}
              value={draft.title}
              onChange={(event) => {
                onChange({ title: event.target.value });
              }}
            />
          )}
        </Field>
        <Field label={texts.collection} hint={texts.optional}>
          {(attributes) => (
            <input
              {...attributes}
              className="input"
              dir={directionOf(draft.collection)}
              maxLength={limits.labelChars}
              value={draft.collection}
              onChange={(event) => {
                onChange({ collection: event.target.value });
              }}
            />
          )}
        </Field>
        <UrlField draft={draft} error={say(faults.sourceUrl)} onChange={onChange} />
        <PriorityField draft={draft} onChange={onChange} />
      </div>
    </>
  );
}

function PriorityField({ draft, onChange }: Pick<DraftFieldsProps, 'draft' | 'onChange'>) {
  const texts = useTexts(newTexts);
  return (
    <Field label={texts.priority}>
      {(attributes) => (
        <select
          {...attributes}
          className="input"
          value={draft.priority}
          onChange={(event) => {
            const chosen = priorities.find((one) => one === event.target.value);
            if (chosen !== undefined) onChange({ priority: chosen });
          }}
        >
          {priorities.map((priority) => (
            <option key={priority} value={priority}>
              {texts.priorities[priority]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface UrlFieldProps extends Pick<DraftFieldsProps, 'draft' | 'onChange'> {
  readonly error: string | undefined;
}

function UrlField({ draft, error, onChange }: UrlFieldProps) {
  const texts = useTexts(newTexts);
  return (
    <Field label={texts.url} hint={texts.optional} error={error}>
      {(attributes) => (
        <input
          {...attributes}
          className="input"
          type="url"
          dir="ltr"
          maxLength={limits.urlChars}
          value={draft.sourceUrl}
          onChange={(event) => {
            onChange({ sourceUrl: event.target.value.trim() });
          }}
        />
      )}
    </Field>
  );
}
