import { xmlAttribute } from './xml-text.ts';

/** The attributes of a start tag, each with a space in front; those that are null are left out. */
export function xmlAttributes(attributes: Readonly<Record<string, string | null>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === null ? '' : ` ${name}="${xmlAttribute(value)}"`))
    .join('');
}
