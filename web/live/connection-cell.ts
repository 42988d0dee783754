import { createCell } from '../parts/cell.ts';

/** Whether the page hears from the server; `since` is when it last did. */
export type Connection =
  { readonly state: 'connecting' | 'live' } | { readonly state: 'away'; readonly since: string };

export const connectionCell = createCell<Connection>({ state: 'connecting' });
