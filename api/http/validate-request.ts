import type { FastifySchemaCompiler } from 'fastify';
import { Compile } from 'typebox/compile';
import type { Static, TSchema } from 'typebox';
import { appError } from '../../core/app-error.ts';
import { describeValidation, sentenceOf, type FieldProblem } from './describe-validation.ts';

/** What a person calls the part of a request that Fastify calls `httpPart`. */
const partNames: Readonly<Record<string, string>> = { querystring: 'query', params: 'path' };

/**
 * Checks bodies, queries and paths against TypeBox schemas. Nothing is guessed, trimmed, filled in or dropped: what
 * does not fit is refused with REQUEST_INVALID, which names the fields. Only query values, which are always text, are
 * read as numbers or booleans where the schema asks for them, and only when written exactly as those.
 */
export const validateRequest: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  const whole = partNames[httpPart ?? ''] ?? 'body';
  return (sent: unknown) => {
    const value = httpPart === 'querystring' ? readQuery(sent) : sent;
    const isValid = validator.Check(value);
    const unstorable = httpPart === 'querystring' ? findUnstorable(value) : [];
    if (isValid && unstorable.length === 0) return { value };
    const problems = isValid ? unstorable : describeValidation(validator.Errors(value), whole);
    return { error: appError('REQUEST_INVALID', [sentenceOf(problems)], { details: { problems } }) };
  };

  function readQuery(query: unknown): unknown {
    if (typeof query !== 'object' || query === null) return query;
    return Object.fromEntries(Object.entries(query).map(([name, text]) => [name, readValue(name, text)]));
  }

  function readValue(name: string, text: unknown): unknown {
    const type = typeOf(schema, name);
    if (type === 'integer' && typeof text === 'string' && /^-?\d{1,9}$/.test(text)) return Number(text);
    if (type === 'number' && typeof text === 'string' && /^-?\d{1,9}(\.\d{1,9})?$/.test(text))
      return Number(text);
    if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
    return text;
  }
};

/** The same check for a value that came another way: a part of a body. The function throws REQUEST_INVALID. */
export function checkAgainst<Schema extends TSchema>(
  schema: Schema,
  whole: string,
): (value: unknown) => Static<Schema> {
  const validator = Compile(schema);
  return (value) => {
    if (validator.Check(value)) return value;
    const problems = describeValidation(validator.Errors(value), whole);
    throw appError('REQUEST_INVALID', [sentenceOf(problems)], { details: { problems } });
  };
}

function typeOf(schema: TSchema, property: string): unknown {
  if (!('properties' in schema)) return undefined;
  const properties = schema.properties as Readonly<Record<string, { readonly type?: unknown }>>; // JSON Schema's own shape
  return Object.hasOwn(properties, property) ? properties[property]?.type : undefined;
}

/** PostgreSQL's texts hold every character but this one. Bodies are looked at by those who know what is text in them. */
function findUnstorable(value: unknown): readonly FieldProblem[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([, text]) => typeof text === 'string' && text.includes('\0'))
    .map(([field]) => ({ field, problem: 'holds the control character U+0000' }));
}
