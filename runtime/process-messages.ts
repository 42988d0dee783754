import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

/** What a child process tells the supervisor over its channel. */
const childMessageSchema = Type.Union([
  /** It works; the API says where. */
  Type.Object({ type: Type.Literal('ready'), address: Type.Union([Type.String(), Type.Null()]) }),
  /** It cannot start, and why; it exits right after. */
  Type.Object({
    type: Type.Literal('failed'),
    code: Type.String(),
    message: Type.String(),
    retry: Type.String(),
  }),
]);
export type ChildMessage = Static<typeof childMessageSchema>;

/** Undefined for anything else, so that a stray message does no harm. */
export function parseChildMessage(value: unknown): ChildMessage | undefined {
  return Value.Check(childMessageSchema, value) ? value : undefined;
}

/** The only word from the supervisor to a child: finish what you hold and exit. A closed channel means the same. */
export const stopMessage = 'stop';
