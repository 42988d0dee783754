/** What is asked of a node of a DOM. */
export interface TreeNode {
  readonly nodeType: number;
  readonly localName?: string;
  readonly nodeValue: string | null;
  readonly childNodes: Iterable<TreeNode>;
}

const elementNode = 1;
const textNode = 3;

/** Elements whose text stands in the line with what is around it. */
const inline: ReadonlySet<string> = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
/** What is not for readers. */
const silent: ReadonlySet<string> = new Set(
  'script style template noscript head title svg math iframe object audio video canvas textarea select button'.split(
    ' ',
  ),
);

/**
 * The text of a tree as paragraphs: what stands between two block elements, or two line breaks in a row. White space is folded as a
 * browser shows it; a single line break stays one. Empty paragraphs are left out.
 */
export function paragraphsOfTree(root: TreeNode): readonly string[] {
  const paragraphs: string[] = [];
  let held = '';
  const end = (): void => {
    for (const block of held.split(/\n[ \n]*\n/u)) {
      const text = block.replace(/ *\n */gu, '\n').trim();
      if (text !== '') paragraphs.push(text);
    }
    held = '';
  };
  const walk = (node: TreeNode): void => {
    if (node.nodeType === textNode) held += (node.nodeValue ?? '').replace(/[ \t\n\f\r]+/gu, ' ');
    const name = node.nodeType === elementNode ? (node.localName ?? '').toLowerCase() : '#other';
    if (silent.has(name)) return;
    if (name === 'br') held += '\n';
    const isBlock = name !== 'br' && name !== '#other' && !inline.has(name);
    if (isBlock) end();
    for (const child of node.childNodes) walk(child);
    if (isBlock) end();
  };
  walk(root);
  end();
  return paragraphs.map((text) => text.replace(/ {2,}/gu, ' '));
}
