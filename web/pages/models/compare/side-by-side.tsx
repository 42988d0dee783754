import { memo, useMemo } from 'react';
import type { Span } from '../../../../text/span.ts';
import { useFormats, useTexts } from '../../../language/define-texts.ts';
import { textDirection } from '../../../language/text-direction.ts';
import { Flags } from '../../../parts/flags.tsx';
import { Highlighted } from '../../../parts/highlighted.tsx';
import { compareTexts } from './compare-texts.ts';
import { noPair, type ComparedTranslation, type ComparisonStart, type Pair } from './comparison-state.ts';
import { findWordDifferences } from './word-differences.ts';

interface SideBySideProps {
  readonly start: ComparisonStart;
  readonly pairs: readonly Pair[];
}

/** Arabic, English of the one, English of the other, sentence beside sentence, as they come. */
export function SideBySide({ start: { models, sentences }, pairs }: SideBySideProps) {
  const texts = useTexts(compareTexts);
  const [one = '', other = ''] = models.map(({ id }) => id);
  return (
    <section>
      <h2>{texts.sideBySide}</h2>
      <p className="soft small">{texts.marked}</p>
      <table className="compared">
        <thead>
          <tr>
            <th scope="col">{texts.arabic}</th>
            {[one, other].map((id) => (
              <th key={id} scope="col">
                <bdi>{id}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sentences.map(({ source, paragraph }, index) => (
            <Row
              key={index}
              source={source}
              begins={index > 0 && sentences[index - 1]?.paragraph !== paragraph}
              pair={pairs[index] ?? noPair}
              one={one}
              other={other}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly source: string;
  /** A paragraph other than the first. */
  readonly begins: boolean;
  readonly pair: Pair;
  readonly one: string;
  readonly other: string;
}

/** Drawn again only when a translation of its own has come. */
const Row = memo(function Row({ source, begins, pair, one, other }: RowProps) {
  const [first, second] = pair;
  const differing = useMemo(
    () => findWordDifferences(first?.target ?? '', second?.target ?? ''),
    [first, second],
  );
  const isWhole = first !== undefined && second !== undefined;
  return (
    <tr className={begins ? 'begins' : undefined}>
      <td className="source" lang="ar" dir={textDirection(source)}>
        {source}
      </td>
      <Target id={one} translation={first} differing={isWhole ? differing.one : []} />
      <Target id={other} translation={second} differing={isWhole ? differing.other : []} />
    </tr>
  );
});

interface TargetProps {
  readonly id: string;
  readonly translation: ComparedTranslation | undefined;
  readonly differing: readonly Span[];
}

function Target({ id, translation, differing }: TargetProps) {
  const texts = useTexts(compareTexts);
  const formats = useFormats();
  if (translation === undefined)
    return (
      <td>
        <span className="compared-coming" role="img" aria-label={texts.coming} />
      </td>
    );
  const { target, confidence, flags, computedMs } = translation;
  return (
    <td>
      <p className="compared-model soft small">
        <bdi>{id}</bdi>
      </p>
      <p className="target" lang="en" dir={textDirection(target)}>
        <Highlighted text={target} ranges={differing} className="compared-word" title={texts.differs} />
      </p>
      <p className="soft small compared-facts">
        {confidence === null ? null : <span>{formats.percent(confidence)}</span>}
        <span>{formats.brief(computedMs)}</span>
      </p>
      <Flags flags={flags} />
    </td>
  );
}
