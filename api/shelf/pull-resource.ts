import { Type, type Static } from 'typebox';

const nullableText = Type.Union([Type.String(), Type.Null()]);
const nullableBytes = (description: string) => Type.Union([Type.Integer(), Type.Null()], { description });

/** How far a model is fetched. */
export const pullSchema = Type.Object({
  id: Type.String(),
  state: Type.Enum(['none', 'running', 'done', 'failed', 'stopped'], {
    description: '`none`: nobody has asked this server for it since it started.',
  }),
  phase: Type.Union([Type.Enum(['waiting', 'fetching', 'verifying']), Type.Null()], {
    description: 'While it runs. `waiting`: another process fetches the same model.',
  }),
  file: nullableText,
  fetchedBytes: nullableBytes('Of all files together, with what an earlier pull left.'),
  totalBytes: nullableBytes('Of all files together; null until the hub has said.'),
  holder: Type.Union([Type.String(), Type.Null()], { description: 'Who is waited for.' }),
  startedAt: nullableText,
  endedAt: nullableText,
  error: Type.Union([Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()]),
});
export type PullResource = Static<typeof pullSchema>;

export function noPull(id: string): PullResource {
  return {
    id,
    state: 'none',
    phase: null,
    file: null,
    fetchedBytes: null,
    totalBytes: null,
    holder: null,
    startedAt: null,
    endedAt: null,
    error: null,
  };
}
