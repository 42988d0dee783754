import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { appError } from '../core/app-error.ts';
import type { ExtractedArticle } from './article-extractor.ts';
import { decodeBytes } from './decode-bytes.ts';
import { extractLimits } from './extract-limits.ts';
import { refuseHugePage } from './measure-page.ts';
import { paragraphsOfTree, type TreeNode } from './paragraphs-of-tree.ts';
import { titleOfText } from './title-of-file.ts';

/** Where a page says its encoding; browsers look no further either. */
const prescanBytes = 1_024;

/**
 * The article of a web page: what Readability takes for it, without menus, comments and advertising; the whole page's text where
 * it finds none. Nothing of the page is run and nothing is fetched: the tree has neither.
 *
 * @see https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding
 */
export function readPage(bytes: Uint8Array, charset?: string): ExtractedArticle {
  const { htmlBytes } = extractLimits;
  if (bytes.length > htmlBytes)
    throw appError('FILE_TOO_LARGE', [htmlBytes], { details: { most: htmlBytes } });
  const html = decodeBytes(bytes, charset ?? declaredIn(bytes));
  refuseHugePage(html);
  if (!/<[a-z!]/iu.test(html)) throw appError('FILE_BROKEN', ['HTML', 'it has no tags']);
  // linkedom's tree, in place of a browser's.
  const found = new Readability(treeOf(html), {
    serializer: (node) => paragraphsOfTree(node as TreeNode),
    charThreshold: 200,
  }).parse();
  // It took the tree apart; what it left is no page any more.
  const paragraphs = found?.content ?? paragraphsOfTree(treeOf(html));
  return { paragraphs, ...titleOf(found?.title), ...dateOf(found?.publishedTime) };
}

function treeOf(html: string): TreeNode {
  return (parseHTML(html) as { readonly document: TreeNode }).document;
}

function declaredIn(bytes: Uint8Array): string | undefined {
  const beginning = Buffer.from(bytes.subarray(0, prescanBytes)).toString('latin1');
  const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)/iu.exec(beginning)?.[1]?.toLowerCase();
  // A declaration that could be read as single bytes cannot be UTF-16.
  return declared?.startsWith('utf-16') === true ? 'utf-8' : declared;
}

function titleOf(text: string | null | undefined): Pick<ExtractedArticle, 'title'> {
  const title = titleOfText(text ?? '');
  return title === undefined ? {} : { title };
}

/** Pages write dates in many ways; one that is not ISO 8601 is left out rather than guessed. */
function dateOf(text: string | null | undefined): Pick<ExtractedArticle, 'publishedAt'> {
  const isIso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/u.test(text ?? '');
  if (!isIso || Number.isNaN(Date.parse(text ?? ''))) return {};
  return { publishedAt: text ?? '' };
}
