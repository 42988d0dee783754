import { join } from 'node:path';
import { appError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import type { ManifestFile, ManifestSource, ModelManifest } from '../registry/model-manifest.ts';
import { bePatient } from './be-patient.ts';
import { describeFile, type RemoteFile } from './describe-file.ts';
import type { HubClient } from './hub-client.ts';
import type { HubSettings } from './hub-settings.ts';

/** One file to have: what the manifest says of it, and what the hub says. */
export interface PlannedFile {
  readonly path: string;
  readonly source: ManifestSource;
  readonly remote: RemoteFile;
  /** What its content must be where manifest or hub say so. */
  readonly sha256: string | undefined;
}

export interface PlanContext {
  readonly client: HubClient;
  readonly hub: HubSettings;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Asks the hub about every file of `manifest` and compares the answers with it, before anything is fetched. All files of
 * a repository are of one commit, however often it changes meanwhile.
 *
 * Rejects with MODEL_UNKNOWN (no such repository), MODEL_FILE_INVALID (it lacks a file), MODEL_NOT_AS_DESCRIBED,
 * MODEL_FORBIDDEN, PassingFailure.
 */
export async function planPull(
  manifest: ModelManifest,
  context: PlanContext,
): Promise<readonly PlannedFile[]> {
  const plan: PlannedFile[] = [];
  for (const source of manifest.sources) plan.push(...(await planSource(manifest, source, context)));
  return plan;
}

async function planSource(
  { id }: ModelManifest,
  source: ManifestSource,
  { client, hub, log, signal }: PlanContext,
): Promise<readonly PlannedFile[]> {
  const { repository } = source;
  if (repository === null) throw appError('MODEL_UNKNOWN', [id]);
  const plan: PlannedFile[] = [];
  let revision = source.revision;
  for (const file of source.files) {
    const address = { endpoint: hub.endpoint, repository, revision, path: file.path };
    const remote = await bePatient(() => describeFile(client, address, id, signal), {
      patience: hub.patience,
      log,
      signal,
    });
    if (remote === undefined) {
      if (file.need === 'optional') continue;
      // The hub says 404 for a file and for a repository alike; a repository without its first file is none.
      if (plan.length === 0 && repository === id) throw appError('MODEL_UNKNOWN', [id]);
      throw missing(id, repository, file.path);
    }
    requireAsDescribed(id, file, remote);
    revision = remote.commit ?? revision;
    plan.push({ path: file.path, source, remote, sha256: file.sha256 ?? remote.sha256 });
  }
  return plan;
}

function missing(id: string, repository: string, path: string) {
  return appError('MODEL_FILE_INVALID', [path, `a file that ${repository} has on the hub`], {
    details: { id, repository, file: path },
  });
}

function requireAsDescribed(id: string, { path, bytes, sha256 }: ManifestFile, remote: RemoteFile): void {
  const details = { id, file: path };
  if (bytes !== undefined && bytes !== remote.bytes) {
    const found = `the manifest says ${bytes} bytes and the hub ${remote.bytes}`;
    throw appError('MODEL_NOT_AS_DESCRIBED', [path, id, found], { details });
  }
  if (sha256 !== undefined && remote.sha256 !== undefined && sha256 !== remote.sha256) {
    throw appError('MODEL_NOT_AS_DESCRIBED', [path, id, 'the hub has another SHA-256 than the manifest'], {
      details,
    });
  }
}

/** Where a planned file lies in `directory`. */
export function placeOf(directory: string, { path }: Pick<PlannedFile, 'path'>): string {
  return join(directory, ...path.split('/'));
}
