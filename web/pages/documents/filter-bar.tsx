import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { segmentFlags } from '../../../core/segment.ts';
import { api, bodyOf, type Document } from '../../server/client.ts';
import { queryKeys } from '../../server/query-keys.ts';
import { useFormats, useTexts } from '../../language/define-texts.ts';
import { textDirection } from '../../language/text-direction.ts';
import { Icon } from '../../parts/icon.tsx';
import { flagTexts } from '../../parts/flag-texts.ts';
import { statusTexts } from '../../parts/status-texts.ts';
import { Choose } from './choose.tsx';
import { filterTexts } from './filter-texts.ts';
import type { DocumentFilter } from './use-documents.ts';

export const filterNames = [
  'q',
  'status',
  'collection',
  'flag',
  'maxConfidence',
  'from',
  'until',
  'sort',
] as const;
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
const sorts = ['newest', 'oldest', 'title', 'confidence', 'size'] as const satisfies readonly NonNullable<
  DocumentFilter['sort']
>[];
/** Shares of the mean confidence below which an article is worth a look. */
const confidences = ['0.3', '0.5', '0.7'] as const;
const flags = segmentFlags.filter((flag) => flag !== 'passthrough');

/** What the server is asked; what the address holds may be anything. */
export function filterOf(values: FilterValues): DocumentFilter {
  const { collection } = values;
  const [status, sort] = [known(statuses, values.status), known(sorts, values.sort)];
  const [flag, confidence] = [known(flags, values.flag), known(confidences, values.maxConfidence)];
  const { from, until } = periodOf(values);
  return {
    ...(status === undefined ? {} : { status }),
    ...(collection === undefined ? {} : { collection }),
    ...(flag === undefined ? {} : { flag }),
    ...(confidence === undefined ? {} : { maxConfidence: Number(confidence) }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(sort === undefined ? {} : { sort }),
  };
}

function known<const Choice extends string>(
  choices: readonly Choice[],
  value: string | undefined,
): Choice | undefined {
  return choices.find((choice) => choice === value);
}

/** The days as the clock of the reader has them, as it is by that clock that the list tells when articles came. */
function periodOf({ from, until }: FilterValues): Pick<DocumentFilter, 'from' | 'until'> {
  const [first, last] = [startOf(from, 0), startOf(until, 1)];
  return {
    ...(first === undefined ? {} : { from: first }),
    ...(last === undefined ? {} : { until: last }),
  };
}

/** When the day that is `daysLater` begins; undefined for what is no day yet, because it is being typed. */
function startOf(day: string | undefined, daysLater: number): string | undefined {
  const [, year, month, date] = /^(20\d{2})-(\d{2})-(\d{2})$/u.exec(day ?? '') ?? [];
  if (year === undefined) return undefined;
  const moment = new Date(Number(year), Number(month) - 1, Number(date) + daysLater);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

interface FilterBarProps {
  readonly values: FilterValues;
  readonly onChange: (name: FilterName, value: string) => void;
}

export function FilterBar({ values, onChange }: FilterBarProps) {
  const texts = useTexts(filterTexts);
  const statusNames = useTexts(statusTexts);
  const sortNames = texts.sorts;
  return (
    <search className="filters">
      <SearchField values={values} onChange={onChange} />
      <Choose
        name="status"
        label={texts.status}
        any={texts.anyStatus}
        choices={statuses.map((status) => [status, statusNames[status]])}
        {...{ values, onChange }}
      />
      <Choose
        name="sort"
        label={texts.sort}
        any={sortNames.newest}
        choices={sorts.slice(1).map((sort) => [sort, sortNames[sort]])}
        {...{ values, onChange }}
      />
      <MoreFilters values={values} onChange={onChange} />
    </search>
  );
}

function SearchField({ values, onChange }: FilterBarProps) {
  const texts = useTexts(filterTexts);
  return (
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
  );
}

/** Those that are seldom needed; open where one of them is set. */
function MoreFilters({ values, onChange }: FilterBarProps) {
  const texts = useTexts(filterTexts);
  const flagNames = useTexts(flagTexts);
  const { collection, flag, maxConfidence, from, until } = values;
  const [isOpen, setIsOpen] = useState(
    [collection, flag, maxConfidence, from, until].some((value) => value !== undefined),
  );
  return (
    <details
      className="more-filters"
      open={isOpen}
      onToggle={(event) => {
        setIsOpen(event.currentTarget.open);
      }}
    >
      <summary>{texts.moreFilters}</summary>
      <div className="more-filters-inside">
        <ChooseCollection isSeen={isOpen} {...{ values, onChange }} />
        <Choose
          name="maxConfidence"
          label={texts.confidence}
          any={texts.anyConfidence}
          choices={confidences.map((share) => [share, texts.below(Number(share))])}
          {...{ values, onChange }}
        />
        <Choose
          name="flag"
          label={texts.flag}
          any={texts.anyFlag}
          choices={flags.map((one) => [one, flagNames[one].name])}
          {...{ values, onChange }}
        />
        <Day name="from" label={texts.from} {...{ values, onChange }} />
        <Day name="until" label={texts.until} {...{ values, onChange }} />
      </div>
    </details>
  );
}

interface ChooseCollectionProps extends FilterBarProps {
  /** Nothing is asked before. */
  readonly isSeen: boolean;
}

function ChooseCollection({ isSeen, values, onChange }: ChooseCollectionProps) {
  const texts = useTexts(filterTexts);
  const formats = useFormats();
  const { data } = useQuery({
    queryKey: queryKeys.collections,
    enabled: isSeen,
    queryFn: async ({ signal }) => bodyOf(api.GET('/v1/collections', { signal })),
  });
  const items = data?.items ?? [];
  const { collection } = values;
  const isKnown = collection === undefined || items.some(({ name }) => name === collection);
  return (
    <Choose
      name="collection"
      label={texts.collection}
      any={texts.anyCollection}
      choices={[
        ...(isKnown ? [] : [[collection, collection] as const]),
        ...items.map(({ name, documents }) => [name, `${name} (${formats.number(documents)})`] as const),
      ]}
      {...{ values, onChange }}
    />
  );
}

interface DayProps extends FilterBarProps {
  readonly name: 'from' | 'until';
  readonly label: string;
}

function Day({ name, label, values, onChange }: DayProps) {
  return (
    <label className="day small">
      {label}
      <input
        type="date"
        className="input"
        {...(name === 'from' ? { max: values.until } : { min: values.from })}
        value={values[name] ?? ''}
        onChange={(event) => {
          onChange(name, event.target.value);
        }}
      />
    </label>
  );
}
