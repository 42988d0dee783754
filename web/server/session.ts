import { createCell } from '../parts/cell.ts';
import { keyNeededCell } from './key-needed-cell.ts';
import { send } from './send.ts';

/*
 * Who the page is to the server. The key is changed for a cookie that no script can read; it goes with every request to the
 * server that the page came from and to nobody else, because all requests have addresses without a host.
 */

/** Counts up whenever the page has become somebody else to the server. */
export const sessionCell = createCell(0);

/** Rejects with KEY_INVALID. */
export async function openSession(key: string): Promise<void> {
  await send('/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
  keyNeededCell.set(false);
  sessionCell.set(sessionCell.get() + 1);
}

export async function endSession(): Promise<void> {
  await send('/v1/session', { method: 'DELETE' });
  sessionCell.set(sessionCell.get() + 1);
}
