import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { appError } from '../core/app-error.ts';

const packageSchema = Type.Object({ name: Type.Literal('muwazi'), version: Type.String() });

export interface PackageRoot {
  readonly directory: string;
  readonly version: string;
}

/** Where our package.json lies and what it says, found upwards from this file: the same from the sources and from dist/. */
export async function findPackageRoot(): Promise<PackageRoot> {
  for (
    let directory = import.meta.dirname;
    directory !== dirname(directory);
    directory = dirname(directory)
  ) {
    const text = await readFile(join(directory, 'package.json'), 'utf8').catch(() => 'null');
    const value: unknown = JSON.parse(text);
    if (Value.Check(packageSchema, value)) return { directory, version: value.version };
  }
  throw appError('INTERNAL', [], { details: { missing: 'package.json' } });
}
