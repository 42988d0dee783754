import type { Document } from '../server/client.ts';
import { useFormats, useTexts } from '../language/define-texts.ts';
import { statusTexts } from './status-texts.ts';
import './status.css';

/** How far an article is: in a word, and while it is under way as a bar. */
export function Status({ status, progress }: Pick<Document, 'status' | 'progress'>) {
  const texts = useTexts(statusTexts);
  const formats = useFormats();
  const underWay = status === 'running' || status === 'paused' || (status === 'queued' && progress > 0);
  return (
    <span className={`status ${status}`}>
      <span className="status-word">
        {texts[status]}
        {underWay ? ` ${formats.percent(progress)}` : ''}
      </span>
      {underWay ? <progress value={progress} max={1} aria-label={texts[status]} /> : null}
    </span>
  );
}
