import { Type } from 'typebox';

/** Not checked for being a UUID here: what cannot be an id is an unknown document (404), not a bad request. */
export const documentPathSchema = Type.Object({ id: Type.String() });

/** A route that takes no query parameters says so to those who send some. */
export const noQuerySchema = Type.Object({}, { additionalProperties: false });
