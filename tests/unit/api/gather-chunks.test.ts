import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatherChunks } from '../../../api/http/gather-chunks.ts';
import { streamOf } from '../../support/write-export.ts';

test('the bytes are the same whatever the pieces', async () => {
  const chunk = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40_000 }),
    fc.uint8Array({ maxLength: 40_000 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(chunk), async (chunks) => {
      const pieces: Buffer[] = [];
      for await (const piece of gatherChunks(streamOf(chunks))) pieces.push(piece);
      const sent = Buffer.concat(chunks.map((given) => Buffer.from(given as Uint8Array)));
      expect(Buffer.concat(pieces).equals(sent)).toBe(true);
      for (const piece of pieces.slice(0, -1)) expect(piece.length).toBeGreaterThanOrEqual(65_536);
    }),
    { numRuns: 30 },
  );
});
