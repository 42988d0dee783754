import { useDeferredValue, useState } from 'react';
import { Link } from 'wouter';
import { useTexts } from '../../language/define-texts.ts';
import { Icon } from '../../parts/icon.tsx';
import { useAddressFilter } from '../../parts/use-address-filter.ts';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { DocumentList } from './document-list.tsx';
import { documentsTexts } from './documents-texts.ts';
import { FilterBar, filterNames, filterOf } from './filter-bar.tsx';
import { FoundList } from './found-list.tsx';
import { SelectionBar } from './selection-bar.tsx';
import './documents.css';

const noneSelected: ReadonlySet<string> = new Set();

/**
 * All articles: search, filter, select, and away with them or home with them. Words lead to the sentences that have them; with
 * filters beside them, which are about articles, to the articles.
 */
export function DocumentsPage() {
  const texts = useTexts(documentsTexts);
  usePageTitle(texts.title);
  const [values, set, clear] = useAddressFilter(filterNames);
  const [selected, setSelected] = useState(noneSelected);
  const q = useDeferredValue((values.q ?? '').trim());
  const isFiltered = Object.keys(values).length > 0;
  const filter = filterOf(values);
  const isOfSentences = q !== '' && Object.keys(filter).every((name) => name === 'collection');
  // What is selected is what somebody sees: nothing is deleted that a filter has since hidden.
  const change: typeof set = (name, value) => {
    setSelected(noneSelected);
    set(name, value);
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1>{texts.title}</h1>
        <Link href="/new" className="button primary">
          <Icon name="new" />
          {texts.add}
        </Link>
      </div>
      <FilterBar values={values} onChange={change} />
      {isOfSentences ? (
        <FoundList q={q} collection={values.collection} onClear={clear} />
      ) : (
        <>
          <SelectionBar
            selected={selected}
            onNone={() => {
              setSelected(noneSelected);
            }}
          />
          <DocumentList
            filter={q === '' ? filter : { ...filter, q }}
            selected={selected}
            onSelect={setSelected}
            onClear={isFiltered ? clear : undefined}
          />
        </>
      )}
    </div>
  );
}
