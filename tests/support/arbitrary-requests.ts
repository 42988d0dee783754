import fc from 'fast-check';

/** The parts of JSON Schema that our OpenAPI file uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly schema: Schema;
}

export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface ArbitraryRequest {
  /** As the OpenAPI file names it: `POST /v1/documents`. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

export interface KnownValues {
  /** Ids that exist. */
  readonly ids: readonly string[];
  /** Texts that mean something to some route: formats, states, sentences. */
  readonly words: readonly string[];
}

/**
 * Requests to every operation of `api`, each as likely as the others: mostly what the schema allows, often with one part
 * that it does not, sometimes bytes at random.
 */
export function arbitraryRequests(api: OpenApi, known: KnownValues): fc.Arbitrary<ArbitraryRequest> {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  return fc.oneof(
    ...operations.map(({ path, method, operation }) => requestTo(path, method, operation, api, known)),
  );
}

function requestTo(
  path: string,
  method: string,
  operation: Operation,
  api: OpenApi,
  known: KnownValues,
): fc.Arbitrary<ArbitraryRequest> {
  const parameters = operation.parameters ?? [];
  const valuesOf = (place: string): fc.Arbitrary<Readonly<Record<string, unknown>>> => {
    const named = parameters.filter((parameter) => parameter.in === place);
    const entries = named.map(
      ({ name, schema }) => [name, rarelyWrong(valueOf(schema, api, known))] as const,
    );
    return fc.record(Object.fromEntries(entries), {
      requiredKeys: place === 'path' ? undefined : [],
    } as never);
  };
  const body = bodyOf(operation, api, known);
  return fc
    .record({
      path: valuesOf('path'),
      query: valuesOf('query'),
      headers: valuesOf('header'),
      stray: fc.option(fc.tuple(fc.string({ maxLength: 10 }), fc.string({ maxLength: 20 })), { freq: 12 }),
      body,
    })
    .map(({ path: inPath, query, headers, stray, body: content }) => {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(inPath[name]));
      const pairs = [...Object.entries(query), ...(stray === null ? [] : [stray])];
      const search = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
      return {
        operation: `${method} ${path}`,
        method,
        url: search === '' ? filled : `${filled}?${search}`,
        headers: { ...headersOf(headers), ...content.headers },
        ...(content.payload === undefined ? {} : { payload: content.payload }),
      };
    });
}

interface Content {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

function bodyOf(operation: Operation, api: OpenApi, known: KnownValues): fc.Arbitrary<Content> {
  const contents = Object.entries(operation.requestBody?.content ?? {});
  const typed = (type: string, payload: string | Buffer): Content => ({
    headers: { 'content-type': type },
    payload,
  });
  const types = [...contents.map(([type]) => type), 'application/json', 'text/plain', 'x/y', ''];
  const junk = fc
    .tuple(
      fc.constantFrom(...types),
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        fc.string().map((text) => Buffer.from(text)),
      ),
    )
    .map(([type, bytes]) => typed(type, Buffer.from(bytes)));
  if (contents.length === 0)
    return fc.oneof({ weight: 8, arbitrary: fc.constant({ headers: {} }) }, { weight: 1, arbitrary: junk });
  const fitting = contents.map(([type, { schema = {} }]) =>
    rarelyWrong(valueOf(schema, api, known)).map((value) =>
      typed(type, typeof value === 'string' && !type.includes('json') ? value : JSON.stringify(value)),
    ),
  );
  const cut = fc.tuple(fc.oneof(...fitting), fc.nat(200)).map(([content, at]) => ({
    ...content,
    payload: content.payload?.slice(0, at) ?? '',
  }));
  return fc.oneof(
    { weight: 8, arbitrary: fc.oneof(...fitting) },
    { weight: 1, arbitrary: cut },
    { weight: 1, arbitrary: junk },
  );
}

function rarelyWrong(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const anything = fc.jsonValue({ maxDepth: 3 });
  return fc.oneof({ weight: 7, arbitrary: value }, { weight: 1, arbitrary: anything });
}

function valueOf(schema: Schema, api: OpenApi, known: KnownValues): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return valueOf(api.components?.schemas?.[name] ?? {}, api, known);
  }
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => valueOf(choice, api, known)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  switch (schema.type) {
    case 'string':
      return textOf(known);
    case 'integer':
    case 'number':
      return fc.integer({ min: (schema.minimum ?? 0) - 1, max: (schema.maximum ?? 1_000) + 1 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(rarelyWrong(valueOf(schema.items ?? {}, api, known)), { maxLength: 6 });
    case 'object':
      return objectOf(schema, api, known);
    case undefined:
    default:
      return fc.jsonValue();
  }
}

function objectOf(schema: Schema, api: OpenApi, known: KnownValues): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema;
  const fields = Object.entries(properties).map(
    ([name, field]) =>
      [
        name,
        fc.oneof(
          { weight: 15, arbitrary: valueOf(field, api, known) },
          { weight: 1, arbitrary: fc.jsonValue() },
        ),
      ] as const,
  );
  const whole = fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
  const strange = fc.constantFrom('__proto__', 'constructor', 'toString', 'colour', '');
  return fc.oneof(
    { weight: 12, arbitrary: whole },
    {
      weight: 1,
      arbitrary: fc
        .tuple(whole, strange, fc.jsonValue())
        .map(
          ([value, name, more]) =>
            JSON.parse(
              `{${JSON.stringify(name)}:${JSON.stringify(more)},${JSON.stringify(value).slice(1)}`.replace(
                /,\}$/,
                '}',
              ),
            ) as unknown,
        ),
    },
  );
}

function textOf({ ids, words }: KnownValues): fc.Arbitrary<string> {
  const unit = fc.constantFrom(
    ...Array.from('ابتة ٠٩.؟!\n\t\u0000\u064B\u200F\uD800\uDC00😀<&"\'{}%/\\'),
    'a',
    '1',
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ids) },
    { weight: 6, arbitrary: fc.constantFrom(...words) },
    { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    { weight: 3, arbitrary: fc.string({ unit, maxLength: 200 }) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.webUrl() },
    { weight: 1, arbitrary: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()) },
    { weight: 1, arbitrary: fc.integer().map(String) },
  );
}

/** Header values are Latin-1 without control characters on the wire; others never leave a client. */
function headersOf(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    plain(value).replaceAll(/[^\x20-\x7E]/g, '?'),
  ]);
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

/** As clients encode; half characters have become replacement characters before. */
function encode(value: unknown): string {
  return encodeURIComponent(Buffer.from(plain(value)).toString());
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
