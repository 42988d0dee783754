import type { Document } from '../../server/client.ts';
import { useTexts } from '../../language/define-texts.ts';
import { OwnText } from '../../parts/own-text.tsx';
import { Status } from '../../parts/status.tsx';
import { DocumentActions } from './document-actions.tsx';
import { readerTexts } from './reader-texts.ts';

/** What the article is, where it comes from, how far it is. */
export function ReaderHead({ document }: { readonly document: Document }) {
  const texts = useTexts(readerTexts);
  const { title, collection, publishedAt, createdAt, sourceUrl, status, progress } = document;
  return (
    <header className="reader-head">
      <OwnText as="h1" text={title ?? texts.untitled} />
      <div className="reader-about soft small">
        <Status status={status} progress={progress} />
        {collection === null ? null : <bdi>{collection}</bdi>}
        <span>{publishedAt === null ? texts.arrived(createdAt) : texts.published(publishedAt)}</span>
        {sourceUrl !== null && /^https?:/u.test(sourceUrl) ? (
          <a href={sourceUrl} rel="noreferrer" target="_blank" dir="ltr" className="cut">
            {sourceUrl.replace(/^https?:\/\//u, '')}
          </a>
        ) : null}
      </div>
      <DocumentActions document={document} />
    </header>
  );
}
