import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { appError } from '../core/app-error.ts';

const packageSchema = Type.Object({ name: Type.Literal('muwazi'), version: Type.String() });

/** The version in our package.json, found upwards from this file: the same from the sources and from dist/. */
export async function readVersion(): Promise<string> {
  for (
    let directory = import.meta.dirname;
    directory !== dirname(directory);
    directory = dirname(directory)
  ) {
    const text = await readFile(join(directory, 'package.json'), 'utf8').catch(() => 'null');
    const value: unknown = JSON.parse(text);
    if (Value.Check(packageSchema, value)) return value.version;
  }
  throw appError('INTERNAL', [], { details: { missing: 'package.json' } });
}
