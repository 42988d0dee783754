import type { SegmentEdit } from '../core/segment-edit.ts';
import { brokenFile } from './broken-file.ts';
import { checkDocument, checkLanguage } from './check-expectation.ts';
import type { ImportExpectation, ImportFormat } from './import-format.ts';
import { readRevision } from './read-revision.ts';
import { readXmlTrees, type XmlTree } from './read-xml-trees.ts';
import { childrenNamed, textOf, type XmlAncestor, type XmlElement } from './xml-tree.ts';

/**
 * XLIFF 2.0 and 2.1: a `segment` is an edit. Its id is the segment's; its revision is the `meta` of the `metaGroup` with
 * the same id. Only `source` and `target` of the segment itself count, not those of matches and other modules. Files that
 * are not to be translated are passed over.
 *
 * @see exports/xliff-format.ts
 */
export const xliffImport: ImportFormat = {
  name: 'xliff',
  mediaType: 'application/xliff+xml',
  async *read(text, expected) {
    for await (const unit of readXmlTrees(text, { roots: ['xliff'], trees: ['unit'] })) {
      if (isForTranslation(unit, expected)) yield* editsOf(unit.element);
    }
  },
};

/** Checks what stands around the unit: languages and document. */
function isForTranslation({ ancestors, element }: XmlTree, expected: ImportExpectation): boolean {
  const [root] = ancestors;
  const file = ancestors.find(({ name }) => name === 'file');
  if (root === undefined || file === undefined) throw brokenFile(element.line, 'a <unit> is in no <file>');
  if (file.attributes['translate'] === 'no') return false;
  refuseOlderVersion(root);
  checkLanguage(root.attributes['srcLang'], expected.sourceLanguage, root.line);
  checkLanguage(root.attributes['trgLang'], expected.targetLanguage, root.line);
  checkDocument(file.attributes['id'], expected.documentId, file.line);
  return true;
}

function refuseOlderVersion(root: XmlAncestor): void {
  if (root.attributes['version']?.startsWith('1.') === true)
    throw brokenFile(root.line, 'it is XLIFF 1; choose the format xliff12');
}

function editsOf(unit: XmlElement): readonly SegmentEdit[] {
  const revisions = revisionsOf(unit);
  return childrenNamed(unit, 'segment').map((segment) => {
    const [source] = childrenNamed(segment, 'source');
    const [target] = childrenNamed(segment, 'target');
    if (source === undefined) throw brokenFile(segment.line, 'a <segment> has no <source>');
    const segmentId = segment.attributes['id'] ?? null;
    return {
      segmentId,
      sourceText: textOf(source),
      targetText: target === undefined ? null : textOf(target),
      revision: segmentId === null ? null : (revisions.get(segmentId) ?? null),
      line: segment.line,
    };
  });
}

function revisionsOf(unit: XmlElement): ReadonlyMap<string, number | null> {
  const groups = childrenNamed(unit, 'metadata').flatMap((metadata) => childrenNamed(metadata, 'metaGroup'));
  return new Map(
    groups.flatMap((group) => {
      const meta = childrenNamed(group, 'meta').find(({ attributes }) => attributes['type'] === 'revision');
      const { id } = group.attributes;
      return id === undefined || meta === undefined ? [] : [[id, readRevision(textOf(meta))] as const];
    }),
  );
}
