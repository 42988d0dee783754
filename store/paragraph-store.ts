import type { DocumentPriority } from '../core/document.ts';
import type { ErrorCode } from '../core/error-catalogue.ts';
import type { Segment } from '../core/segment.ts';
import type { OutboxEntry } from './outbox-store.ts';

/** One state of a glossary; see glossary-store.ts. */
export interface GlossaryReference {
  readonly collection: string;
  readonly revision: number;
}

/** The right to commit one paragraph, until somebody claims it anew. */
export interface ParagraphClaim {
  readonly documentId: string;
  readonly paragraphId: string;
  /** Counts up with every claim; a commit that carries an older one is refused. */
  readonly attempt: number;
  readonly text: string;
  /** Whether earlier translations may be used. */
  readonly memory: boolean;
  /** Of the document. */
  readonly priority: DocumentPriority;
  /** The glossary of the document's collection as it is now; null where there is none. */
  readonly glossary: GlossaryReference | null;
}

/** A segment as it is stored. */
export interface NewSegment extends Segment {
  /** Under which the memory finds it: the hexadecimal hash of its source as models read it. Absent: it does not. */
  readonly memoryKey?: string;
  /** The hexadecimal hash of the glossary's terms that it was translated with. Absent or null: without any. */
  readonly termsKey?: string | null;
}

/** What a worker knows of the store. */
export interface ParagraphStore {
  /**
   * `queued` or `running` → `running` with the next attempt number.
   * Undefined when there is nothing to do: the paragraph is finished or deleted, its document is paused or cancelled, or it
   * was handed over anew since. Then it is of another generation, and work for the newer job.
   */
  claim(paragraphId: string, generation: number): Promise<ParagraphClaim | undefined>;
  /**
   * The commit point: stores the segments and sets the paragraph `done`, and with the last one its document.
   * 'superseded' (nothing written) when the claim is no longer the newest or the paragraph is gone.
   */
  commit(claim: ParagraphClaim, segments: readonly NewSegment[]): Promise<'committed' | 'superseded'>;
  /** `running` → `queued`, for another try (`cancelled` where its document is); nothing when the claim is not the newest. */
  release(claim: ParagraphClaim): Promise<void>;
  /**
   * `running` → `failed`, and with the last one its document: what a worker says of its own work.
   * 'superseded' (nothing written) when the claim is not the newest, or the paragraph is not running any more.
   */
  failClaim(claim: ParagraphClaim, code: ErrorCode): Promise<'failed' | 'superseded'>;
  /**
   * `queued` or `running` → `failed`, and with the last one its document: for a job that nobody will run again.
   * 'superseded' (nothing written) when the paragraph is finished, gone, or of another generation.
   */
  failEntry(
    entry: Pick<OutboxEntry, 'paragraphId' | 'generation'>,
    code: ErrorCode,
  ): Promise<'failed' | 'superseded'>;
}
