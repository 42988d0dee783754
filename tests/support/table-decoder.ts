import type { Decoder } from '../../models/engine/decoder.ts';
import type { ModelConfig } from '../../models/engine/model-config.ts';

/**
 * A decoder whose next token depends on the source's first token and the last one written, by a table of
 * probabilities: `table[source][last][next]`. Small enough that every translation can be listed.
 */
export function tableDecoder(table: readonly (readonly (readonly number[])[])[]): Decoder {
  return {
    begin: (sources) => {
      let origins = sources.map(([first]) => first ?? 0);
      return Promise.resolve({
        get rows() {
          return origins.length;
        },
        step: (tokens, width) => {
          const ranked = tokens.map((token, row) =>
            (table[origins[row] ?? 0]?.[token] ?? [])
              .map((probability, id) => ({ id, logProb: Math.log(probability) }))
              .sort((a, b) => b.logProb - a.logProb || a.id - b.id)
              .slice(0, width),
          );
          return Promise.resolve({
            width,
            ids: Int32Array.from(ranked.flat(), ({ id }) => id),
            logProbs: Float32Array.from(ranked.flat(), ({ logProb }) => logProb),
          });
        },
        keep: (rows) => {
          origins = rows.map((row) => origins[row] ?? 0);
          return Promise.resolve();
        },
      });
    },
    close: () => Promise.resolve(),
  };
}

/** Settings for a vocabulary of `size` tokens: 0 ends, the last one starts and is never produced. */
export function tableConfig(size: number, maxTargetTokens: number): ModelConfig {
  return {
    decoderLayers: 1,
    heads: 1,
    headSize: 1,
    vocabularySize: size,
    startId: size - 1,
    endId: 0,
    padId: size - 1,
    bannedIds: [size - 1],
    maxSourceTokens: 10,
    maxTargetTokens,
  };
}
