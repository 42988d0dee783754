import { sql } from 'kysely';

/*
 * The few statements that run for every paragraph and every submission: to read and plan them takes PostgreSQL as long as to
 * carry them out. One that begins with `kept` is read once on each connection and then called by name. Others are not: for a
 * filter that is given now and not then, a plan for all cases is a poor one.
 */
const mark = '/* kept */';

/** Put first in a statement of constant text, whose parameters do not change how it is best carried out. */
export const kept = sql.raw(mark);

const names = new Map<string, string>();

/** The name that a statement is called by on every connection; undefined where it is not kept. */
export function keptName(statement: string): string | undefined {
  if (!statement.trimStart().startsWith(mark)) return undefined;
  const name = names.get(statement) ?? `muwazi_${names.size + 1}`;
  names.set(statement, name);
  return name;
}
