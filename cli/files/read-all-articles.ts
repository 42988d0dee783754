import { openExtractor } from '../../extracts/thread/open-extractor.ts';
import { readArticles, type Article, type ReadOptions } from './read-articles.ts';

/** The articles of all files, in order. Rejects with what readArticles() says of the first file that is wrong. */
export async function readAllArticles(
  files: readonly string[],
  { charset }: Pick<ReadOptions, 'charset'>,
): Promise<readonly Article[]> {
  const extractor = openExtractor();
  try {
    const articles: Article[] = [];
    for (const file of files)
      for (const article of await readArticles(file, { extractor, charset })) articles.push(article);
    return articles;
  } finally {
    await extractor.close();
  }
}
