import type { SegmentEdit } from '../core/segment-edit.ts';
import { brokenFile } from './broken-file.ts';
import { checkDocument, checkLanguage } from './check-expectation.ts';
import type { ImportExpectation, ImportFormat } from './import-format.ts';
import { readRevision } from './read-revision.ts';
import { readXmlTrees, type XmlTree } from './read-xml-trees.ts';
import { childrenNamed, textOf, type XmlElement } from './xml-tree.ts';

/**
 * XLIFF 1.0 to 1.2: a `trans-unit` is an edit. Its id is the segment's; its revision is the `context` `x-revision`. Only
 * `source` and `target` of the unit itself count, not those of alternatives.
 *
 * @see exports/xliff12-format.ts
 */
export const xliff12Import: ImportFormat = {
  name: 'xliff12',
  mediaType: 'application/x-xliff+xml',
  async *read(text, expected) {
    for await (const unit of readXmlTrees(text, { roots: ['xliff'], trees: ['trans-unit'] })) {
      checkFile(unit, expected);
      yield editOf(unit.element, expected);
    }
  },
};

function checkFile({ ancestors, element }: XmlTree, expected: ImportExpectation): void {
  const file = ancestors.find(({ name }) => name === 'file');
  if (file === undefined) throw brokenFile(element.line, 'a <trans-unit> is in no <file>');
  checkLanguage(file.attributes['source-language'], expected.sourceLanguage, file.line);
  checkLanguage(file.attributes['target-language'], expected.targetLanguage, file.line);
  checkDocument(file.attributes['original'], expected.documentId, file.line);
}

function editOf(unit: XmlElement, { sourceLanguage, targetLanguage }: ImportExpectation): SegmentEdit {
  const [source] = childrenNamed(unit, 'source');
  const [target] = childrenNamed(unit, 'target');
  if (source === undefined) throw brokenFile(unit.line, 'a <trans-unit> has no <source>');
  checkLanguage(source.attributes['xml:lang'], sourceLanguage, source.line);
  checkLanguage(target?.attributes['xml:lang'], targetLanguage, target?.line ?? unit.line);
  return {
    segmentId: unit.attributes['id'] ?? null,
    sourceText: textOf(source),
    targetText: target === undefined ? null : textOf(target),
    revision: revisionOf(unit),
    line: unit.line,
  };
}

function revisionOf(unit: XmlElement): number | null {
  const contexts = childrenNamed(unit, 'context-group').flatMap((group) => childrenNamed(group, 'context'));
  const context = contexts.find(({ attributes }) => attributes['context-type'] === 'x-revision');
  return context === undefined ? null : readRevision(textOf(context));
}
