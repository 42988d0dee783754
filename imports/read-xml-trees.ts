import { SaxesParser } from 'saxes';
import { brokenFile } from './broken-file.ts';
import type { XmlAncestor, XmlElement } from './xml-tree.ts';

export interface XmlTree {
  readonly element: XmlElement;
  /** Outermost first. */
  readonly ancestors: readonly XmlAncestor[];
}

export interface XmlShape {
  /** What the outermost element may be called. */
  readonly roots: readonly [string, ...string[]];
  /** The names of the elements to hand over. */
  readonly trees: readonly [string, ...string[]];
}

/** Far more than any file of ours or any tool's has; less than what a hostile one needs. */
const mostDepth = 100;
const mostAttributes = 200;
/** A unit of XLIFF 2 is a paragraph: 25,000 sentences with a dozen elements each, at the worst. */
const mostElementsPerTree = 500_000;
/** Code units of one tag, text or comment, which the parser gathers before it says anything: twice our longest, escaped. */
const mostCharsInOnePiece = 1_000_000;

type Growing = Omit<XmlElement, 'children'> & { readonly children: (XmlElement | string)[] };

/**
 * Reads XML 1.0 as it arrives and hands over each element that is called as `trees` say as soon as it is closed; everything else is only
 * checked. Holds one tree and the text that arrived last.
 *
 * Safe whatever is sent: a document type may name a DTD, which is not read, but may not have declarations of its own, so
 * there are no entities but the five of XML and nothing to expand or to fetch. Depth, attributes and the size of a tree
 * are bounded.
 *
 * Rejects with IMPORT_BROKEN where an XML parser must, where a bound is passed, and when the root has another name.
 *
 * @see https://www.w3.org/TR/xml/ and https://cheatsheetseries.owasp.org/cheatsheets/XML_Security_Cheat_Sheet.html
 */
export async function* readXmlTrees(
  text: AsyncIterable<string>,
  shape: XmlShape,
): AsyncGenerator<XmlTree, void, undefined> {
  const ready: XmlTree[] = [];
  let silentChars = 0;
  const parser = createParser(shape, {
    onTree: (tree) => ready.push(tree),
    onProgress: () => {
      silentChars = 0;
    },
  });
  for await (const piece of text) {
    silentChars += piece.length;
    parser.write(piece);
    if (silentChars > mostCharsInOnePiece)
      throw brokenFile(parser.line, `a text or tag goes on for more than ${mostCharsInOnePiece} characters`);
    yield* ready.splice(0);
  }
  parser.close();
  yield* ready.splice(0);
}

interface Listener {
  readonly onTree: (tree: XmlTree) => void;
  /** The parser has come to the end of something and holds nothing. */
  readonly onProgress: () => void;
}

/** Names are taken as they are written; no file of ours is XML 1.1. */
const parserOptions = { xmlns: false, defaultXMLVersion: '1.0', forceXMLVersion: true } as const;

function createParser(shape: XmlShape, { onTree, onProgress }: Listener): SaxesParser<typeof parserOptions> {
  const parser = new SaxesParser(parserOptions);
  const refuse = (reason: string): never => {
    throw brokenFile(parser.line, reason);
  };
  const builder = createTreeBuilder(shape, refuse, onTree);
  const addText = (text: string): void => {
    onProgress();
    builder.text(text);
  };
  let attributes = 0;
  parser.on('error', (error) => refuse(reasonOf(error)));
  parser.on('doctype', (doctype) => {
    if (doctype.replace(/"[^"]*"|'[^']*'/g, '').includes('['))
      refuse('it has a document type of its own; remove the declarations in its DOCTYPE');
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > mostAttributes) refuse(`an element has more than ${mostAttributes} attributes`);
  });
  parser.on('opentag', ({ name, attributes: values }) => {
    onProgress();
    attributes = 0;
    builder.open({ name: localName(name), attributes: values, line: parser.line, children: [] });
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('comment', onProgress);
  parser.on('closetag', () => {
    onProgress();
    builder.close();
  });
  return parser;
}

interface TreeBuilder {
  readonly open: (element: Growing) => void;
  readonly text: (text: string) => void;
  readonly close: () => void;
}

/** Keeps the open elements; those inside a tree keep what is in them. */
function createTreeBuilder(
  { roots, trees }: XmlShape,
  refuse: (reason: string) => never,
  onTree: (tree: XmlTree) => void,
): TreeBuilder {
  const open: Growing[] = [];
  /** How many elements are open around the tree; undefined outside of one. */
  let treeDepth: number | undefined;
  let elements = 0;
  return {
    open: (element) => {
      if (open.length === 0 && !roots.includes(element.name))
        refuse(`it begins with <${shortened(element.name)}> instead of <${roots[0]}>`);
      if (open.length === mostDepth) refuse(`its elements are nested more than ${mostDepth} deep`);
      if (treeDepth === undefined && trees.includes(element.name)) {
        treeDepth = open.length;
        elements = 0;
      } else if (treeDepth !== undefined) {
        open.at(-1)?.children.push(element);
        elements += 1;
        if (elements > mostElementsPerTree)
          refuse(`a <${trees[0]}> has more than ${mostElementsPerTree} elements`);
      }
      open.push(element);
    },
    text: (text) => {
      if (treeDepth !== undefined) open.at(-1)?.children.push(text);
    },
    close: () => {
      const element = open.pop();
      if (element === undefined || open.length !== treeDepth) return;
      treeDepth = undefined;
      onTree({ element, ancestors: [...open] });
    },
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** `3:12: unclosed tag: seg.` → `unclosed tag: seg`. */
function reasonOf({ message }: Error): string {
  const reason = shortened(message.replace(/^\d+:\d+: /, '').replace(/\.$/, ''));
  // What follows a bare & is taken for the name of an entity, to the end of the file if need be.
  return reason.startsWith('unclosed tag') ? `${reason}; is it cut off, or an & not written &amp;?` : reason;
}

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`;
}
