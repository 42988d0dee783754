import { memo } from 'react';
import { Link } from 'wouter';
import type { Document } from '../../server/client.ts';
import { useFormats, useTexts } from '../../language/define-texts.ts';
import { OwnText } from '../../parts/own-text.tsx';
import { Status } from '../../parts/status.tsx';
import { documentsTexts } from './documents-texts.ts';

interface DocumentRowProps {
  readonly document: Document;
  readonly isSelected: boolean;
  readonly onToggle: (id: string) => void;
}

/** Drawn again only when the article changed: a list of thousands hears of every one. */
export const DocumentRow = memo(function DocumentRow({ document, isSelected, onToggle }: DocumentRowProps) {
  const texts = useTexts(documentsTexts);
  const formats = useFormats();
  const title = document.title ?? texts.untitled;
  return (
    <article className={isSelected ? 'document selected' : 'document'}>
      <label className="document-select">
        <input
          type="checkbox"
          checked={isSelected}
          onChange={() => {
            onToggle(document.id);
          }}
        />
        <span className="visually-hidden">{texts.select(title)}</span>
      </label>
      <div className="document-what">
        <Link href={`/documents/${document.id}`} className="document-title">
          <OwnText as="h2" text={title} className="cut" />
        </Link>
        <p className="soft small document-about">
          {document.collection === null ? null : <bdi>{document.collection}</bdi>}
          <time dateTime={document.createdAt}>{formats.moment(document.createdAt)}</time>
          <span>{texts.paragraphs(document.paragraphs.total)}</span>
          {document.segments.needsLook === 0 ? null : <span>{texts.looks(document.segments.needsLook)}</span>}
        </p>
      </div>
      <Status status={document.status} progress={document.progress} />
    </article>
  );
});
