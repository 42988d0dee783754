/**
 * Keeps ONNX Runtime, from 1.30 on, from reporting its use to its makers over HTTPS and from writing `.ses` and
 * `mat-debug-….log` into the temporary directory. Must be called before it is loaded, on the main thread: what a worker
 * thread sets in its copy of the environment never reaches native code.
 */
export function forbidTelemetry(): void {
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
}
