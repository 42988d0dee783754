import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorCatalogue } from '../../../core/error-catalogue.ts';

const roomsDir = join(import.meta.dirname, '../../../core/errors');

test('every error of every room is in the catalogue, and no code is there twice', async () => {
  const files = readdirSync(roomsDir).filter((file) => file.endsWith('-errors.ts'));
  const rooms = await Promise.all(
    files.map(async (file) => (await import(join(roomsDir, file))) as Readonly<Record<string, object>>),
  );
  const codes = rooms.flatMap((room) => Object.values(room)).flatMap((errors) => Object.keys(errors));

  expect([...codes, 'INTERNAL'].sort()).toEqual(Object.keys(errorCatalogue).sort());
});
