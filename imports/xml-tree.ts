/** An element of an XML file with everything in it. Names are without prefix; of `xml:` attributes the prefix is kept. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Where its opening tag ends; the first line is 1. */
  readonly line: number;
  readonly children: readonly (XmlElement | string)[];
}

/** An element that is still open around another one. */
export type XmlAncestor = Omit<XmlElement, 'children'>;

export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string').filter((child) => child.name === name);
}

/**
 * All text in the element, exactly as it stands.
 *
 * Our files have no inline codes, so whatever a tool has put into one (`ph`, `bpt`, `it` …) was text before. XLIFF 2 writes
 * characters that XML cannot carry as `cp`; here as everywhere they are U+FFFD.
 */
export function textOf(element: XmlElement): string {
  if (element.name === 'cp') return '\u{FFFD}';
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
