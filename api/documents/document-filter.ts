import { Type, type Static } from 'typebox';
import { documentStatuses } from '../../core/document.ts';
import { segmentFlags } from '../../core/segment.ts';
import type { DocumentFilter } from '../../store/document-store.ts';
import { readPeriod } from '../exports/read-moment.ts';
import { refuseBrokenText } from './refuse-broken-text.ts';

const confidence = (description: string) =>
  Type.Optional(Type.Number({ minimum: 0, maximum: 1, description }));

/** The query parameters that choose among articles. */
export const documentFilterQuery = {
  status: Type.Optional(Type.Enum([...documentStatuses])),
  collection: Type.Optional(Type.String({ description: 'Articles with this label.' })),
  from: Type.Optional(
    Type.String({ description: 'Articles that came in on this day (UTC), at this moment, or later.' }),
  ),
  until: Type.Optional(
    Type.String({
      description: 'Articles that came in up to the end of this day (UTC), or before this moment.',
    }),
  ),
  flag: Type.Optional(
    Type.Enum([...segmentFlags], { description: 'Articles with this warning on a sentence.' }),
  ),
  minConfidence: confidence('Articles whose mean confidence is known and at least this.'),
  maxConfidence: confidence('Articles whose mean confidence is known and at most this.'),
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Words in the title or in one sentence, on either side; the last one may be only begun.',
    }),
  ),
};

type DocumentFilterQuery = Static<ReturnType<typeof Type.Object<typeof documentFilterQuery>>>;

/** Throws REQUEST_INVALID for what is no date, TEXT_… for what is no text. */
export function documentFilterOf(query: DocumentFilterQuery): DocumentFilter {
  const { status, collection, from, until, flag, minConfidence, maxConfidence, q } = query;
  if (q !== undefined) refuseBrokenText('q', q);
  return {
    ...(status === undefined ? {} : { status }),
    ...(collection === undefined ? {} : { collection }),
    ...readPeriod(from, until, 'until'),
    ...(flag === undefined ? {} : { flag }),
    ...(minConfidence === undefined ? {} : { minConfidence }),
    ...(maxConfidence === undefined ? {} : { maxConfidence }),
    ...(q === undefined ? {} : { words: q }),
  };
}
