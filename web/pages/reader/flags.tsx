import { useState } from 'react';
import { segmentFlags, type SegmentFlag } from '../../../core/segment.ts';
import type { Segment } from '../../server/client.ts';
import { useTexts } from '../../language/define-texts.ts';
import { flagTexts } from '../../parts/flag-texts.ts';

/** Warnings as words; a press explains one. */
export function Flags({ segment }: { readonly segment: Segment }) {
  const texts = useTexts(flagTexts);
  const [open, setOpen] = useState<SegmentFlag | null>(null);
  const flags = segmentFlags.filter((flag) => segment.flags.includes(flag));
  if (flags.length === 0) return null;
  return (
    <div className="flags">
      {flags.map((flag) => (
        <button
          key={flag}
          type="button"
          className={`flag ${flag}`}
          aria-expanded={open === flag}
          tabIndex={-1}
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
