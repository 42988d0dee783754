/** Copies what lies in slot `from` to slot `to`. */
export interface Move {
  readonly from: number;
  readonly to: number;
}

/**
 * Where in memory each row of a batch lies.
 *
 * The slots of n rows are 0 to n − 1, in any order. When rows leave, only those beyond the new end move, into the slots
 * that became free; a row that stands several times stays once and is copied for the others.
 */
export class RowSlots {
  #slots: readonly number[];

  constructor(rows: number) {
    this.#slots = Array.from({ length: rows }, (_, row) => row);
  }

  get rows(): number {
    return this.#slots.length;
  }

  /** Replaces the rows by `rows[i]` of the present ones. Says what has to be copied; no copy reads what another wrote. */
  keep(rows: readonly number[]): readonly Move[] {
    const wanted = rows.map((row) => this.#slots[row] ?? 0);
    const taken = new Set(wanted.filter((slot) => slot < rows.length));
    const free = Array.from(rows.keys()).filter((slot) => !taken.has(slot));
    const moves: Move[] = [];
    this.#slots = wanted.map((slot) => {
      if (taken.delete(slot)) return slot;
      const to = free.pop() ?? 0; // as many are free as rows have none
      moves.push({ from: slot, to });
      return to;
    });
    return moves;
  }

  /** Values of rows in the order of their slots. */
  toSlots<Value>(values: readonly Value[]): readonly Value[] {
    const ordered = new Array<Value>(values.length);
    values.forEach((value, row) => (ordered[this.slotOf(row)] = value));
    return ordered;
  }

  slotOf(row: number): number {
    return this.#slots[row] ?? 0;
  }
}
