import type { SegmentEdit } from '../core/segment-edit.ts';
import { brokenFile } from './broken-file.ts';
import { checkDocument, checkLanguage, isSameLanguage } from './check-expectation.ts';
import type { ImportExpectation, ImportFormat } from './import-format.ts';
import { readRevision } from './read-revision.ts';
import { readXmlTrees } from './read-xml-trees.ts';
import { childrenNamed, textOf, type XmlElement } from './xml-tree.ts';

/**
 * TMX 1.1 to 1.4b: a `tu` is an edit. Its segment is the `prop` `x-segment`, or else `tuid`; its revision is `x-revision`.
 * Variants in further languages are passed over.
 *
 * @see exports/tmx-format.ts
 */
export const tmxImport: ImportFormat = {
  name: 'tmx',
  mediaType: 'application/x-tmx+xml',
  async *read(text, expected) {
    for await (const { element } of readXmlTrees(text, { roots: ['tmx'], trees: ['tu'] })) {
      yield editOf(element, expected);
    }
  },
};

function editOf(unit: XmlElement, expected: ImportExpectation): SegmentEdit {
  const properties = new Map(
    childrenNamed(unit, 'prop').map((prop) => [prop.attributes['type'], textOf(prop).trim()]),
  );
  checkDocument(properties.get('x-document'), expected.documentId, unit.line);
  const sourceText = variantIn(unit, expected.sourceLanguage);
  const targetText = variantIn(unit, expected.targetLanguage);
  if (sourceText === undefined) throw missingVariant(unit, expected.sourceLanguage, expected);
  if (targetText === undefined) refuseOtherTarget(unit, expected);
  return {
    segmentId: properties.get('x-segment') ?? unit.attributes['tuid'] ?? null,
    sourceText,
    targetText: targetText ?? null,
    revision: readRevision(properties.get('x-revision')),
    line: unit.line,
  };
}

/** The text in that language; undefined when there is no such variant. */
function variantIn(unit: XmlElement, language: string): string | undefined {
  const variants = childrenNamed(unit, 'tuv').filter((variant) =>
    isSameLanguage(languageOf(variant), language),
  );
  const [variant, second] = variants;
  if (second !== undefined) throw brokenFile(second.line, `a unit has two variants in "${language}"`);
  if (variant === undefined) return undefined;
  const [segment] = childrenNamed(variant, 'seg');
  if (segment === undefined) throw brokenFile(variant.line, 'a variant has no <seg>');
  return textOf(segment);
}

/** IMPORT_WRONG_LANGUAGE when another language stands in the place, IMPORT_BROKEN when nothing does. */
function missingVariant(unit: XmlElement, language: string, expected: ImportExpectation): Error {
  for (const variant of childrenNamed(unit, 'tuv')) {
    const found = languageOf(variant);
    if (!isSameLanguage(found, expected.targetLanguage)) checkLanguage(found, language, variant.line);
  }
  return brokenFile(unit.line, `a unit has no variant in "${language}"`);
}

/** A unit that has only its source is not translated; one that has another language instead is a mistake. */
function refuseOtherTarget(unit: XmlElement, { sourceLanguage, targetLanguage }: ImportExpectation): void {
  for (const variant of childrenNamed(unit, 'tuv')) {
    const found = languageOf(variant);
    if (!isSameLanguage(found, sourceLanguage)) checkLanguage(found, targetLanguage, variant.line);
  }
}

/** TMX before 1.4 has `lang`. */
function languageOf({ attributes }: XmlElement): string {
  return attributes['xml:lang'] ?? attributes['lang'] ?? '';
}
