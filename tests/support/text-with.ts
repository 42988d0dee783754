import fc from 'fast-check';

/** Any text of whole Unicode characters, in which `often` stand more often than chance would have it. */
export function textWith(...often: readonly [string, ...string[]]): fc.Arbitrary<string> {
  const anything = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
  return fc.array(fc.oneof(fc.constantFrom(...often), anything)).map((parts) => parts.join(''));
}
