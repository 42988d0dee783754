import type { Document } from '../../server/client.ts';
import { useTexts } from '../../language/define-texts.ts';
import { textDirection } from '../../language/text-direction.ts';
import { Icon } from '../../parts/icon.tsx';
import { statusTexts } from '../../parts/status-texts.ts';
import { documentsTexts } from './documents-texts.ts';
import type { DocumentFilter } from './use-documents.ts';

export const filterNames = ['q', 'status', 'collection'] as const;
export type FilterName = (typeof filterNames)[number];
export type FilterValues = Readonly<Partial<Record<FilterName, string>>>;

const statuses = [
  'queued',
  'running',
  'paused',
  'done',
  'failed',
  'cancelled',
] as const satisfies readonly Document['status'][];

/** What the server is asked; what the address holds may be anything. */
export function filterOf({ status, collection }: FilterValues): DocumentFilter {
  const known = statuses.find((one) => one === status);
  return {
    ...(known === undefined ? {} : { status: known }),
    ...(collection === undefined ? {} : { collection }),
  };
}

interface FilterBarProps {
  readonly values: FilterValues;
  readonly onChange: (name: FilterName, value: string) => void;
}

export function FilterBar({ values, onChange }: FilterBarProps) {
  const texts = useTexts(documentsTexts);
  const statusNames = useTexts(statusTexts);
  return (
    <search className="filters">
      <div className="search-field">
        <Icon name="search" />
        <input
          type="search"
          className="input"
          aria-label={texts.search}
          placeholder={texts.search}
          maxLength={200}
          dir={values.q === undefined ? undefined : textDirection(values.q)}
          value={values.q ?? ''}
          onChange={(event) => {
            onChange('q', event.target.value);
          }}
        />
      </div>
      <select
        className="input"
        aria-label={texts.status}
        value={values.status ?? ''}
        onChange={(event) => {
          onChange('status', event.target.value);
        }}
      >
        <option value="">{texts.anyStatus}</option>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {statusNames[status]}
          </option>
        ))}
      </select>
    </search>
  );
}
