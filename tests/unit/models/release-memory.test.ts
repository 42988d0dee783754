import { expect, it } from 'vitest';
import { releaseMemory } from '../../../models/engine/release-memory.ts';

it('takes the memory from whoever holds it', () => {
  const arrays = [new Float32Array([1, 2, 3]), new Float32Array(0)];
  const view = new Float32Array(arrays[0]?.buffer ?? new ArrayBuffer(0), 4, 1);
  releaseMemory(arrays);
  expect(arrays.map(({ length }) => length)).toEqual([0, 0]);
  expect(view.length).toBe(0);
});

it('gives it back before anything is collected', () => {
  const before = process.memoryUsage().arrayBuffers;
  const array = new Float32Array(8 * 1024 * 1024);
  expect(process.memoryUsage().arrayBuffers - before).toBeGreaterThan(30_000_000);
  releaseMemory([array]);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
});
