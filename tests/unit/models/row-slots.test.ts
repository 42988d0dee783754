import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowSlots } from '../../../models/engine/row-slots.ts';

/** Batches one after the other: each names rows of the one before. */
const batches = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.array(fc.array(fc.nat(1000), { maxLength: 8 }), { maxLength: 6 }))
  .map(([rows, picks]) => ({ rows, picks }));

test('what lies in memory follows the rows', () => {
  fc.assert(
    fc.property(batches, ({ rows, picks }) => {
      const slots = new RowSlots(rows);
      let expected = Array.from({ length: rows }, (_, row) => `row ${String(row)}`);
      let memory = [...expected];
      for (const pick of picks) {
        if (expected.length === 0) break;
        const kept = pick.map((number) => number % expected.length);
        const before = [...memory];
        for (const { from, to } of slots.keep(kept)) memory[to] = before[from] ?? '';
        expected = kept.map((row) => expected[row] ?? '');
        memory = memory.slice(0, kept.length);
        expect(expected.map((_, row) => memory[slots.slotOf(row)])).toEqual(expected);
        expect(slots.toSlots(expected)).toEqual(memory);
      }
    }),
  );
});

test('no copy reads what another wrote', () => {
  fc.assert(
    fc.property(batches, ({ rows, picks }) => {
      const slots = new RowSlots(rows);
      let count = rows;
      for (const pick of picks) {
        if (count === 0) break;
        const moves = slots.keep(pick.map((number) => number % count));
        count = pick.length;
        const written = new Set(moves.map(({ to }) => to));
        expect(written.size).toBe(moves.length);
        for (const { from } of moves) expect(written.has(from)).toBe(false);
      }
    }),
  );
});

test('rows that leave move only the rows beyond the new end', () => {
  const slots = new RowSlots(5);
  expect(slots.keep([0, 2, 3, 4])).toEqual([{ from: 4, to: 1 }]);
  expect([0, 1, 2, 3].map((row) => slots.slotOf(row))).toEqual([0, 2, 3, 1]);
});
