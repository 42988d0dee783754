import { isSameLanguage } from '../check-expectation.ts';
import { readXmlTrees } from '../read-xml-trees.ts';
import { childrenNamed, textOf, type XmlElement } from '../xml-tree.ts';
import type { GlossaryImport, GlossaryRow } from './glossary-import.ts';

/**
 * TBX: ISO 30042:2019 in both styles (DCA, DCT), and the TBX 2 (`martif`) that most tools still write.
 *
 * Each Arabic term of an entry gets the entry's preferred English term, else its first. Terms whose status is deprecated,
 * superseded or obsolete do not count. An entry's first note comes along.
 *
 * @see exports/glossary/tbx-glossary-export.ts
 */
export const tbxGlossaryImport: GlossaryImport = {
  name: 'tbx',
  mediaType: 'application/x-tbx',
  async *read(text) {
    const shape = { roots: ['tbx', 'martif'], trees: ['conceptEntry', 'termEntry'] } as const;
    for await (const { element } of readXmlTrees(text, shape)) yield rowsOf(element);
  },
};

interface Term {
  readonly text: string;
  readonly standing: 'preferred' | 'usual' | 'given up';
  readonly line: number;
}

function rowsOf(entry: XmlElement): readonly GlossaryRow[] {
  const [targets, sources] = [termsIn(entry, 'en'), termsIn(entry, 'ar')];
  const target = targets.find(({ standing }) => standing === 'preferred') ?? targets[0];
  if (target === undefined) return [];
  const note = foldSpaces(childrenNamed(entry, 'note').map(textOf)[0] ?? '');
  return sources.map(({ text: source, line }) => ({ source, target: target.text, note, line }));
}

/** Those that may be used. */
function termsIn(entry: XmlElement, language: string): readonly Term[] {
  const sections = [...childrenNamed(entry, 'langSec'), ...childrenNamed(entry, 'langSet')];
  return sections
    .filter(({ attributes }) => isSameLanguage(attributes['xml:lang'] ?? attributes['lang'] ?? '', language))
    .flatMap((section) => [
      ...childrenNamed(section, 'termSec'),
      ...childrenNamed(section, 'tig'),
      ...childrenNamed(section, 'ntig').flatMap((group) => childrenNamed(group, 'termGrp')),
    ])
    .flatMap((section) => termIn(section))
    .filter(({ standing }) => standing !== 'given up');
}

function termIn(section: XmlElement): readonly Term[] {
  const [term] = childrenNamed(section, 'term');
  if (term === undefined) return [];
  return [{ text: foldSpaces(textOf(term)), standing: standingOf(section), line: term.line }];
}

/** `<termNote type="administrativeStatus">` in TBX 2 and the style DCA, an element of that name in DCT. */
function standingOf(section: XmlElement): Term['standing'] {
  const groups = [section, ...childrenNamed(section, 'termNoteGrp')];
  const statuses = groups.flatMap((group) => [
    ...childrenNamed(group, 'termNote').filter(
      ({ attributes }) => attributes['type'] === 'administrativeStatus',
    ),
    ...childrenNamed(group, 'administrativeStatus'),
  ]);
  const status = statuses.map((one) => textOf(one).trim())[0] ?? '';
  if (/^(deprecated|superseded|obsolete)/u.test(status)) return 'given up';
  return status.startsWith('preferred') ? 'preferred' : 'usual';
}

/** Files are indented. */
function foldSpaces(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
