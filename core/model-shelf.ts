import type { ModelIdentity } from './segment.ts';

/** How well a model translated a set of sentences, measured by `npm run eval`. */
export interface ModelScore {
  /** Name of the set, such as `flores-dev`. */
  readonly set: string;
  /** 0–100, as sacreBLEU computes them. */
  readonly bleu: number;
  readonly chrf2: number;
  /** Content revision of the files that were measured. */
  readonly revision: string;
}

/** What is known of a model before it is loaded. */
export interface ModelFacts {
  /** `owner/name` for a model of the hub; what people choose it by. */
  readonly id: string;
  /** A sentence for people; empty where nobody wrote one. */
  readonly about: string;
  /** BCP 47; null where nobody says. */
  readonly languages: { readonly source: string; readonly target: string } | null;
  /** An SPDX identifier; `NOASSERTION` where nobody says. */
  readonly licence: string;
  /** Best first is not implied; empty where nobody has measured. */
  readonly scores: readonly ModelScore[];
}

/** A model that can be chosen. */
export interface ShelfModel extends ModelFacts {
  /** `embedded`: ships with Muwazi. `pulled`: is here. `pullable`: known, and not here. */
  readonly state: 'embedded' | 'pulled' | 'pullable';
  /** null where it is not here, and for a damaged one. */
  readonly revision: string | null;
  readonly directory: string | null;
  /** On disk, with what was prepared from it; null where it is not here. */
  readonly bytes: number | null;
  /** Whether a server that is told `auto` takes it when it starts. */
  readonly auto: boolean;
  /** Processes that have it loaded, for people to read. */
  readonly usedBy: readonly string[];
}

export interface PulledModel {
  readonly identity: ModelIdentity;
  readonly directory: string;
  /** On disk, with what was prepared from it. */
  readonly bytes: number;
  readonly licence: string;
  /** False when it was here already and whole, and nothing was fetched. */
  readonly fetched: boolean;
}

/** How far a pull is. `waiting`: another process fetches the same model; its end is waited for. */
export type PullProgress =
  | { readonly phase: 'waiting'; readonly holder: string }
  | {
      readonly phase: 'fetching';
      readonly file: string;
      /** Of all files together; `fetchedBytes` counts what an earlier, interrupted pull left too. */
      readonly fetchedBytes: number;
      readonly totalBytes: number;
    }
  | { readonly phase: 'verifying' };

export interface PullOptions {
  /** Rejects with its reason; what has come stays, and the next pull goes on from there. */
  readonly signal?: AbortSignal;
  /** Called often; throttle what you do with it. */
  readonly onProgress?: (progress: PullProgress) => void;
  /** Asks the hub for a newer revision of a model that is here. */
  readonly refresh?: 'newest';
}

/** One file that is not as the record of the model says. */
export interface FileFault {
  readonly file: string;
  readonly fault: 'missing' | 'size' | 'content';
}

export interface Verification {
  readonly id: string;
  readonly directory: string;
  /** Files that were compared; 0 where the model came without a record (fetched by an older Muwazi, or by hand). */
  readonly files: number;
  readonly faults: readonly FileFault[];
}

/**
 * The models of an installation: what is here, what can be fetched, which one is taken next.
 *
 * Fetching never touches a model that is here until its successor is whole and verified. Everything may be called by
 * several processes at once. No method loads a model; a running worker goes on with the one it has.
 */
export interface ModelShelf {
  /** Models that are here, best first, then those worth fetching. */
  list(): Promise<readonly ShelfModel[]>;
  /**
   * Fetches `id` unless it is here and whole; mends it when it is damaged. Rejects with MODEL_UNKNOWN, MODEL_UNREACHABLE,
   * MODEL_FORBIDDEN, MODEL_DISK_FULL, MODEL_NOT_AS_DESCRIBED, MODEL_FILE_INVALID (the hub's lacks a file),
   * MODEL_MANIFEST_INVALID, MODELS_DIR_UNUSABLE.
   */
  pull(id: string, options?: PullOptions): Promise<PulledModel>;
  /** Reads every byte and compares. Rejects with MODEL_NOT_PULLED. */
  verify(id: string): Promise<Verification>;
  /**
   * Removes `id` and what an interrupted pull left of it; whether it was the chosen one. Rejects with MODEL_IN_USE
   * unless `whileInUse` (a process that has it loaded goes on, and takes another one when it starts again),
   * MODEL_SHIPPED, MODEL_NOT_PULLED.
   */
  remove(id: string, options?: { readonly whileInUse?: 'remove' }): Promise<{ readonly wasChosen: boolean }>;
  /**
   * Makes `choice` what `auto` stands for from the next start on: an id that is here, `embedded`, or `auto` for the best
   * one that is here. Rejects with MODEL_NOT_PULLED, MODEL_UNKNOWN, MODEL_DAMAGED.
   */
  use(choice: string): Promise<ModelIdentity>;
  /** What its makers say, as Markdown; null where they sent no card along. Rejects with MODEL_NOT_PULLED, MODEL_UNKNOWN. */
  card(
    choice: string,
  ): Promise<
    ModelFacts & Pick<PulledModel, 'identity' | 'directory' | 'bytes'> & { readonly card: string | null }
  >;
}
