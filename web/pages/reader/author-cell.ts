import { rememberedText } from '../../parts/remembered-text.ts';

/** What the person at this browser calls themselves; empty when they do not say. Kept with every correction of theirs. */
export const authorCell = rememberedText('author');
