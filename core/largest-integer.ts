/** The largest `integer` of PostgreSQL: what a position in a document or a request can be. */
export const largestInteger = 2 ** 31 - 1;
