import type { GlossaryEntry } from '../../core/glossary.ts';

/** A glossary as files name it. */
export interface GlossaryContent {
  readonly collection: string;
  readonly terms: readonly GlossaryEntry[];
}

/** One kind of file that a glossary can be taken home in: at most some megabytes, written in one piece. */
export interface GlossaryExport {
  readonly name: string;
  readonly mediaType: string;
  readonly extension: string;
  write(glossary: GlossaryContent): string;
}
