/** Puts `text` into the clipboard. Rejects where the browser does not let us. */
export async function copyText(text: string): Promise<void> {
  // Browsers keep the clipboard to pages with TLS or on this machine; the old way is left for a server in the network.
  if (isSecureContext) await navigator.clipboard.writeText(text);
  else copyByHand(text);
}

function copyByHand(text: string): void {
  const field = document.createElement('textarea');
  const focused = document.activeElement;
  field.value = text;
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without TLS
  const copied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  if (!copied) throw new Error('the browser does not let this page copy');
}
