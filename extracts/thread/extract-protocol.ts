import type { ErrorCode } from '../../core/error-catalogue.ts';
import type { ArticleFile, ExtractedArticle } from '../article-extractor.ts';

/*
 * What the two threads say to each other; one file at a time, so that nothing has to be numbered.
 *
 *   caller ──── ArticleFile ────────────────► reader
 *   caller ◄─── extracted | refused ───────── reader
 */

export type ToReader = ArticleFile;

export type FromReader =
  | { readonly kind: 'extracted'; readonly article: ExtractedArticle }
  | {
      readonly kind: 'refused';
      /** Null when it is none of the catalogue: a fault of ours. */
      readonly code: ErrorCode | null;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
    };
