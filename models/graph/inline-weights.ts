import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OnnxModel, OnnxTensor } from './onnx-model.ts';

/**
 * `model` with every weight in it, read from the files in `directory` where it only refers to them. A model without such
 * weights comes back as it is. Reads only files of that directory itself.
 *
 * @see https://onnx.ai/onnx/repo-docs/ExternalData.html
 */
export async function inlineWeights(model: OnnxModel, directory: string): Promise<OnnxModel> {
  const locations = new Set(model.graph.initializer.flatMap((tensor) => entryOf(tensor, 'location') ?? []));
  if (locations.size === 0) return model;
  const files = new Map<string, Uint8Array>();
  for (const location of locations) {
    if (/[/\\]/.test(location)) throw new Error(`weights outside the model's directory: ${location}`);
    files.set(location, await readFile(join(directory, location)));
  }
  const initializer = model.graph.initializer.map((tensor) => inlineTensor(tensor, files));
  return { ...model, graph: { ...model.graph, initializer } };
}

function inlineTensor(tensor: OnnxTensor, files: ReadonlyMap<string, Uint8Array>): OnnxTensor {
  const bytes = files.get(entryOf(tensor, 'location') ?? '');
  if (bytes === undefined) return tensor;
  const offset = Number(entryOf(tensor, 'offset') ?? 0);
  const length = Number(entryOf(tensor, 'length') ?? bytes.length - offset);
  const values = bytes.subarray(offset, offset + length);
  if (values.length !== length) throw new Error(`the weights of ${tensor.name} are cut short`);
  return { name: tensor.name, dims: tensor.dims, data_type: tensor.data_type, raw_data: values };
}

function entryOf(tensor: OnnxTensor, key: string): string | undefined {
  return tensor.external_data?.find((entry) => entry.key === key)?.value;
}
