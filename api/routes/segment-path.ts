import { Type } from 'typebox';

/** Not checked for their form here: what cannot be an id is unknown (404), not a bad request. */
export const segmentPathSchema = Type.Object({ id: Type.String(), segmentId: Type.String() });
