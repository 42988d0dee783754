import type { Document } from '../../server/client.ts';
import { useTexts } from '../../language/define-texts.ts';
import { readerTexts } from './reader-texts.ts';

interface UnderWayProps {
  readonly document: Document & { readonly etaSeconds?: number | null };
}

/** What is not there yet, or will not come by itself. */
export function UnderWay({ document: { paragraphs, status, etaSeconds } }: UnderWayProps) {
  const texts = useTexts(readerTexts);
  const left = paragraphs.queued + paragraphs.running;
  return (
    <div className="under-way" role="status">
      {left > 0 && status !== 'cancelled' ? (
        <p className={status === 'paused' ? '' : 'coming'}>
          {texts.waiting(left)}
          {etaSeconds === null || etaSeconds === undefined ? '' : ` · ${texts.eta(etaSeconds)}`}
        </p>
      ) : null}
      {paragraphs.failed > 0 ? <p className="error-text">{texts.failed(paragraphs.failed)}</p> : null}
    </div>
  );
}
