import { decodeHTML, escapeText } from 'entities';
import { weaveTargets } from '../translate/weave-targets.ts';
import { findTextRuns } from './find-text-runs.ts';

/** The two forms a text may come in, as the protocol calls them. */
export const textFormats = ['text', 'html'] as const;
export type TextFormat = (typeof textFormats)[number];

/** A text taken apart: its readable pieces, and how they come together again. */
export interface Markup {
  readonly pieces: readonly string[];
  /** @param targets one a piece, in order */
  readonly join: (targets: readonly string[]) => string;
}

/**
 * Takes a text apart for translation. HTML is split at every tag and keeps all of them, byte for byte: a sentence with a
 * link in it is translated in parts, which reads worse than one without, but the link stays where it was.
 */
export function openMarkup(text: string, format: TextFormat): Markup {
  if (format === 'text') return { pieces: [text], join: ([target = text]) => target };
  const runs = findTextRuns(text);
  return {
    pieces: runs.map(({ start, end }) => decodeHTML(text.slice(start, end))),
    join: (targets) =>
      weaveTargets(
        text,
        runs.map((run, index) => ({ ...run, target: escapeText(targets[index] ?? '') })),
      ),
  };
}
