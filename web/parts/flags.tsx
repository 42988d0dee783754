import { useState } from 'react';
import { segmentFlags, type SegmentFlag } from '../../core/segment.ts';
import { useTexts } from '../language/define-texts.ts';
import { flagTexts } from './flag-texts.ts';
import './flags.css';

interface FlagsProps {
  /** Those that are not known here are left out. */
  readonly flags: readonly string[];
  /** -1 where the keys of a table lead past them. */
  readonly tabIndex?: -1;
}

/** Warnings as words; a press explains one. */
export function Flags({ flags: raised, tabIndex }: FlagsProps) {
  const texts = useTexts(flagTexts);
  const [open, setOpen] = useState<SegmentFlag | null>(null);
  const flags = segmentFlags.filter((flag) => raised.includes(flag));
  if (flags.length === 0) return null;
  return (
    <div className="flags">
      {flags.map((flag) => (
        <button
          key={flag}
          type="button"
          className={`flag ${flag}`}
          aria-expanded={open === flag}
          tabIndex={tabIndex}
          onClick={() => {
            setOpen(open === flag ? null : flag);
          }}
        >
          {texts[flag].name}
        </button>
      ))}
      {open === null ? null : <p className="flag-why soft small">{texts[open].why}</p>}
    </div>
  );
}
