import type { FilterName, FilterValues } from './filter-bar.tsx';

interface ChooseProps {
  readonly name: FilterName;
  readonly label: string;
  /** What it is called when nothing is chosen. */
  readonly any: string;
  /** Values with what they are called. */
  readonly choices: readonly (readonly [string, string])[];
  readonly values: FilterValues;
  readonly onChange: (name: FilterName, value: string) => void;
}

/** One filter of a few choices. */
export function Choose({ name, label, any, choices, values, onChange }: ChooseProps) {
  return (
    <select
      className="input"
      aria-label={label}
      value={values[name] ?? ''}
      onChange={(event) => {
        onChange(name, event.target.value);
      }}
    >
      <option value="">{any}</option>
      {choices.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}
