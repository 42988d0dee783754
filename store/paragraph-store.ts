import type { ErrorCode } from '../core/error-catalogue.ts';
import type { Segment } from '../core/segment.ts';

/** The right to commit one paragraph, until somebody claims it anew. */
export interface ParagraphClaim {
  readonly documentId: string;
  readonly paragraphId: string;
  /** Counts up with every claim; a commit that carries an older one is refused. */
  readonly attempt: number;
  readonly text: string;
  /** Whether earlier translations may be used. */
  readonly memory: boolean;
}

/** A segment as it is stored. */
export interface NewSegment extends Segment {
  /** Under which the memory finds it: the hexadecimal hash of its source as models read it. Absent: it does not. */
  readonly memoryKey?: string;
}

/** What a worker knows of the store. */
export interface ParagraphStore {
  /**
   * `queued` or `running` → `running` with the next attempt number.
   * Undefined when there is nothing to do: the paragraph is finished or deleted, or its document is paused or cancelled.
   */
  claim(paragraphId: string): Promise<ParagraphClaim | undefined>;
  /**
   * The commit point: stores the segments and sets the paragraph `done`, and with the last one its document.
   * 'superseded' (nothing written) when the claim is no longer the newest or the paragraph is gone.
   */
  commit(claim: ParagraphClaim, segments: readonly NewSegment[]): Promise<'committed' | 'superseded'>;
  /** `running` → `queued`, for another try (`cancelled` where its document is); nothing when the claim is not the newest. */
  release(claim: ParagraphClaim): Promise<void>;
  /** `queued` or `running` → `failed`, and with the last one its document. Nothing when it is finished or gone. */
  fail(paragraphId: string, code: ErrorCode): Promise<void>;
}
