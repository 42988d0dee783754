/** What workers do is kept in slices of so many seconds. */
export const sliceSeconds = 10;
