/** A password reaches to the last `@` before white space or a closing quote: people forget to encode one. */
const urlPassword = /(:\/\/[^\s:@/"]*):(?:[^\s"\\]|\\.)*@/gu;
const passwordParameter = /([?&]\w*password=)[^\s&"]*/giu;

/** `text` (plain or JSON) with the passwords of all URLs in it replaced by `***`. */
export function hidePasswords(text: string): string {
  return text.replaceAll(urlPassword, '$1:***@').replaceAll(passwordParameter, '$1***');
}

/** A secret setting as it may be shown: a URL without its password; hidden whole when it is not even a URL. */
export function hideSecret(value: string): string {
  if (value === '') return '';
  return /^[a-z][\w+.-]*:\/\//iu.test(value) ? hidePasswords(value) : '(hidden)';
}
