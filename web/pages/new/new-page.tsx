import { useDeferredValue, useMemo, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useTexts } from '../../language/define-texts.ts';
import { ErrorText } from '../../parts/error-text.tsx';
import { usePageTitle } from '../../parts/use-page-title.ts';
import { addCounts, countText } from './count-text.ts';
import { checkDraft, emptyDraft, linesOf, type Draft } from './draft.ts';
import { DropFiles } from './drop-files.tsx';
import { DraftFields } from './draft-fields.tsx';
import { newTexts } from './new-texts.ts';
import { newKey, sendArticles } from './send-articles.ts';
import { SentReport } from './sent-report.tsx';
import { WorkAhead } from './work-ahead.tsx';
import './new.css';

/** Articles come in: pasted, or as files. What is wrong is said at its field before anything is sent. */
export function NewPage() {
  const texts = useTexts(newTexts);
  usePageTitle(texts.title);
  const [, go] = useLocation();
  const [draft, setDraft] = useState(emptyDraft);
  const [key, setKey] = useState(newKey);
  const [wasTried, setWasTried] = useState(false);
  const counted = useDeferredValue(draft);
  const count = useMemo(
    () => addCounts([countText(counted.text), ...counted.files.map((file) => file.count)]),
    [counted],
  );
  const faults = checkDraft(draft);
  const sending = useMutation({
    mutationFn: () => sendArticles(linesOf(draft), key),
    onSuccess: ({ id, accepted, refused }) => {
      if (id !== null && refused.length === 0) go(accepted === 1 ? `/documents/${id}` : '/documents');
    },
  });
  const change = (part: Partial<Draft>): void => {
    setDraft((old) => ({ ...old, ...part }));
    setKey(newKey()); // something else is sent now
    sending.reset();
  };
  return (
    <form
      className="page new"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setWasTried(true);
        if (Object.keys(faults).length === 0) sending.mutate();
      }}
    >
      <h1>{texts.title}</h1>
      <DraftFields draft={draft} faults={wasTried ? faults : {}} onChange={change} />
      <DropFiles
        files={draft.files}
        onChange={(files) => {
          change({ files });
        }}
      />
      {sending.isError ? (
        <div className="error-text" role="alert">
          <ErrorText error={sending.error} />
        </div>
      ) : null}
      {sending.isSuccess ? <SentReport sent={sending.data} /> : null}
      <div className="send">
        <WorkAhead count={count} priority={draft.priority} />
        <button type="submit" className="button primary" disabled={sending.isPending}>
          {texts.send}
        </button>
      </div>
    </form>
  );
}
