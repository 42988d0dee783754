import type { ComparisonStep } from '../../core/model-comparison.ts';
import type { ModelIdentity } from '../../core/segment.ts';
import type { PortableError } from '../thread/thread-protocol.ts';

/** What the process of a comparison is told, once. */
export interface ComparisonOrder {
  readonly modelsDir: string;
  readonly models: readonly PlacedModel[];
  readonly sentences: readonly string[];
}

export interface PlacedModel {
  readonly directory: string;
  readonly identity: ModelIdentity;
}

/** What it says: any number of steps, then one of the others, and then it ends. */
export type ComparisonMessage =
  ComparisonStep | { readonly kind: 'done' } | { readonly kind: 'failed'; readonly error: PortableError };
