type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The same description with `named` under `components.schemas`, and a `$ref` wherever one of them stood in full.
 *
 * Routes hold their schemas by value, as validators want them; who reads the description wants to see once what a
 * document is. Two schemas are the same when they read the same as JSON.
 */
export function shareSchemas(
  description: JsonObject,
  named: Readonly<Record<string, object>>,
): Readonly<Record<string, unknown>> {
  const names = new Map(Object.entries(named).map(([name, schema]) => [JSON.stringify(schema), name]));
  const share = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(share);
    const name = names.get(JSON.stringify(value));
    if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
    return shareParts(value);
  };
  const shareParts = (value: object): JsonObject =>
    Object.fromEntries(Object.entries(value).map(([key, part]) => [key, share(part)]));
  const components = description['components'] as JsonObject | undefined; // OpenAPI's own shape
  const schemas = Object.fromEntries(
    Object.entries(named).map(([name, schema]) => [
      name,
      shareParts(JSON.parse(JSON.stringify(schema)) as object),
    ]),
  );
  return { ...(share(description) as JsonObject), components: { ...components, schemas } };
}
