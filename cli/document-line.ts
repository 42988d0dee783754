import { isolateText } from './isolate-text.ts';
import type { DocumentAnswer } from './api-answers.ts';
import type { Terminal } from './terminal.ts';

const colours = { done: 'green', failed: 'red', running: 'yellow' } as const;
const widestCounts = '10000/10000'.length;

/** A document as a line of a list: id, status, finished paragraphs of all, when it was accepted, title. */
export function formatDocumentLine(document: DocumentAnswer, { style }: Pick<Terminal, 'style'>): string {
  const { id, status, paragraphs, createdAt, title } = document;
  const colour = Object.hasOwn(colours, status) ? colours[status as keyof typeof colours] : 'reset';
  const counts = `${paragraphs.done}/${paragraphs.total}`;
  const when = `${createdAt.slice(0, 10)} ${createdAt.slice(11, 16)}`;
  const words = [id, style(colour, status.padEnd(7)), counts.padStart(widestCounts), when];
  return [...words, title === null ? '' : isolateText(title)].join('  ').trimEnd();
}
