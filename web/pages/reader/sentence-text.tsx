import { findUnmatchedNames, findUnmatchedNumbers } from '../../../text/find-unmatched.ts';
import type { Span } from '../../../text/span.ts';
import { useTexts } from '../../language/define-texts.ts';
import { textDirection } from '../../language/text-direction.ts';
import { Highlighted } from '../../parts/highlighted.tsx';
import type { Segment } from '../../server/client.ts';
import { readerTexts } from './reader-texts.ts';

interface SideProps {
  readonly segment: Segment;
}

/** The Arabic; figures and Latin names that the translation lacks are marked. */
export function SourceText({ segment: { source, target, origin } }: SideProps) {
  const isPassthrough = origin === 'passthrough';
  const differing = isPassthrough
    ? []
    : [...findUnmatchedNumbers(source, target), ...findUnmatchedNames(source, target)];
  return (
    <div role="cell" className="source" lang="ar" dir={isPassthrough ? textDirection(source) : 'rtl'}>
      <Marked text={source} differing={differing} />
    </div>
  );
}

/** The English, tinted by the model's doubt; figures that the Arabic lacks are marked. */
export function TargetText({ segment: { source, target, confidence, origin } }: SideProps) {
  const texts = useTexts(readerTexts);
  const isPassthrough = origin === 'passthrough';
  return (
    <p
      className={origin === 'human' ? 'target human' : 'target'}
      lang="en"
      dir={isPassthrough ? textDirection(target) : 'ltr'}
      style={origin === 'human' ? undefined : tintOf(confidence)}
      title={titleOf()}
    >
      <Marked text={target} differing={isPassthrough ? [] : findUnmatchedNumbers(target, source)} />
    </p>
  );

  function titleOf(): string | undefined {
    if (origin === 'human') return texts.byPerson;
    return confidence === null ? undefined : texts.confidence(confidence);
  }
}

function Marked({ text, differing }: { readonly text: string; readonly differing: readonly Span[] }) {
  const texts = useTexts(readerTexts);
  const ranges = differing.toSorted((one, other) => one.start - other.start);
  return <Highlighted text={text} ranges={ranges} className="differs" title={texts.differs} />;
}

function tintOf(confidence: number | null): Record<string, string> | undefined {
  return confidence === null ? undefined : { '--doubt': String(Math.round((1 - confidence) * 100)) };
}
