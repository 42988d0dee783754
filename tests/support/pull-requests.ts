import type { PullProgress } from '../../core/model-shelf.ts';
import type { HubRequest } from './hub-server.ts';

export const encoder = 'onnx/encoder_model_quantized.onnx';

/** Requests that bring a file, in order. */
export const downloads = (requests: readonly HubRequest[]): readonly HubRequest[] =>
  requests.filter(({ method }) => method === 'GET');
/** Whether a request brings `file`; a large one is brought by the storage, which the hub leads to. */
export const isDownloadOf =
  (file: string) =>
  ({ method, path, host }: HubRequest): boolean =>
    method === 'GET' && path.endsWith(`/${file}`) && (host === 'storage' || !file.endsWith('.onnx'));

/** A promise for the moment when so many bytes of a noise model's encoder have been written. */
export function encoderAt(bytes: number): {
  readonly reached: Promise<void>;
  readonly onProgress: (progress: PullProgress) => void;
} {
  let reach = (): void => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const before = 900 + 300 + 60_000 + 200;
  const onProgress = (progress: PullProgress): void => {
    if (progress.phase === 'fetching' && progress.fetchedBytes === before + bytes) reach();
  };
  return { reached, onProgress };
}
