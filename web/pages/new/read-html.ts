import type { FileArticle } from './read-file.ts';

/** What holds no text of the article. */
const apart =
  'script, style, noscript, template, nav, aside, footer, form, button, svg, figure > :not(figcaption)';
const blocks = 'p, h1, h2, h3, h4, h5, h6, li, blockquote, figcaption, td, th, pre, dd, dt';

/**
 * The paragraphs of a web page: of its article where it says which part that is. Parsed apart from our own page: nothing in it
 * runs or is fetched.
 */
export function readHtml(text: string): FileArticle {
  const page = new DOMParser().parseFromString(text, 'text/html');
  for (const element of page.querySelectorAll(apart)) element.remove();
  const article = page.querySelector('article') ?? page.querySelector('main') ?? page.body;
  const found = [...article.querySelectorAll(blocks)]
    // A block with blocks inside is told by those.
    .filter((block) => block.querySelector(blocks) === null)
    .map((block) => folded(block.textContent))
    .filter((paragraph) => paragraph !== '');
  const whole = folded(article.textContent);
  const title = folded(page.querySelector('h1')?.textContent ?? page.title);
  const paragraphs = found.length > 0 ? found : whole === '' ? [] : [whole];
  return { title: title === '' ? null : title, paragraphs };
}

function folded(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
