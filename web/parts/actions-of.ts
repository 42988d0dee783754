import type { Document } from '../server/client.ts';

export type DocumentAction = 'pause' | 'resume' | 'retry' | 'cancel';

/** What an article in this state can be asked to do. */
export function actionsOf({
  status,
  paragraphs,
}: Pick<Document, 'status' | 'paragraphs'>): readonly DocumentAction[] {
  const retry: readonly DocumentAction[] = paragraphs.failed > 0 ? ['retry'] : [];
  if (status === 'paused') return ['resume', 'cancel'];
  if (status === 'queued' || status === 'running') return ['pause', 'cancel', ...retry];
  return retry;
}
