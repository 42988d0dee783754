import { createCell } from '../parts/cell.ts';

/** True from when the server refused something for want of a key until it has one. */
export const keyNeededCell = createCell(false);
