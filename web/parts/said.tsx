import { createCell, useCell } from './cell.ts';
import './said.css';

const shownMs = 3_000;
const saidCell = createCell('');
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says, in passing, that something was done which leaves no trace on the page. */
export function say(text: string): void {
  clearTimeout(timer);
  saidCell.set(text);
  timer = setTimeout(() => {
    saidCell.set('');
  }, shownMs);
}

export function Said() {
  const text = useCell(saidCell);
  return (
    <p className={text === '' ? 'said silent' : 'said'} role="status">
      {text}
    </p>
  );
}
