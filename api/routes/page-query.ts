import { Type } from 'typebox';

/** Items of a page when the request does not say. */
export const defaultPageSize = 50;

/** The query parameters of every list. */
export const pageQuery = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 500, description: `Items a page; ${defaultPageSize} unless told.` }),
  ),
  cursor: Type.Optional(Type.String({ description: 'nextCursor of the page before.' })),
};

/** The store's page request for a query. */
export function pageRequestOf(query: { readonly limit?: number; readonly cursor?: string }): {
  readonly limit: number;
  readonly cursor?: string;
} {
  return {
    limit: query.limit ?? defaultPageSize,
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  };
}
