import type { ModelConfig } from './model-config.ts';

/** The keys and values of one side of attention (`decoder`: what was written, `encoder`: the source), all layers. */
export function attentionNames(config: ModelConfig, side: 'decoder' | 'encoder'): readonly string[] {
  return Array.from({ length: config.decoderLayers }, (_, layer) => [
    `${layer}.${side}.key`,
    `${layer}.${side}.value`,
  ]).flat();
}

/** How a graph calls them when it takes them … */
export function pastName(name: string): string {
  return `past_key_values.${name}`;
}

/** … and when it gives them. The names all Marian exports share. */
export function presentName(name: string): string {
  return `present.${name}`;
}
