import { AppError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import type { ModelShelf, PullProgress } from '../../core/model-shelf.ts';
import { noPull, type PullResource } from './pull-resource.ts';

/** Models that are being fetched, whoever watches. */
export interface PullKeeper {
  /** Begins to fetch the model, unless that is under way already. */
  start(id: string): PullResource;
  find(id: string): PullResource;
  /** Those under way, and those that have ended since the server started. */
  list(): readonly PullResource[];
  /** What has come stays for the next pull. */
  stop(id: string): PullResource;
  /** Calls back with what has changed until the function that is returned is called. */
  watch(callback: (id: string) => void): () => void;
  /** Stops all, and resolves when they have ended. */
  close(): Promise<void>;
}

interface Pull {
  resource: PullResource;
  readonly aborting: AbortController;
  ended: Promise<void>;
}

/**
 * A pull belongs to the server, not to the page that asked for it: it goes on when the page is closed, and everybody who looks
 * sees the same. When the server ends, what has come stays on the disk, and the next pull goes on from there.
 */
export function keepPulls(shelf: Pick<ModelShelf, 'pull'>, log: Logger): PullKeeper {
  const pulls = new Map<string, Pull>();
  const watchers = new Set<(id: string) => void>();
  const set = (id: string, pull: Pull, change: Partial<PullResource>): void => {
    pull.resource = { ...pull.resource, ...change };
    for (const watcher of watchers) watcher(id);
  };
  const find = (id: string): PullResource => pulls.get(id)?.resource ?? noPull(id);
  const run = async (id: string, pull: Pull): Promise<void> => {
    const { signal } = pull.aborting;
    const ended = (change: Partial<PullResource>): void => {
      set(id, pull, { phase: null, file: null, holder: null, endedAt: new Date().toISOString(), ...change });
      const { state, error } = pull.resource;
      log.info({ model: id, state, code: error?.code ?? null }, 'model pull ended');
    };
    try {
      await shelf.pull(id, {
        signal,
        onProgress: (progress) => {
          set(id, pull, changeOf(progress));
        },
      });
      ended({ state: 'done' });
    } catch (error) {
      if (signal.aborted) ended({ state: 'stopped' });
      else ended({ state: 'failed', error: problemOf(error) });
      if (!signal.aborted && !(error instanceof AppError)) log.error({ err: error }, 'model pull broke');
    }
  };
  return {
    start: (id) => {
      if (find(id).state === 'running') return find(id);
      const resource: PullResource = { ...noPull(id), state: 'running', startedAt: new Date().toISOString() };
      const pull: Pull = { resource, aborting: new AbortController(), ended: Promise.resolve() };
      pulls.set(id, pull);
      set(id, pull, {});
      log.info({ model: id }, 'model pull started');
      pull.ended = run(id, pull);
      return pull.resource;
    },
    find,
    stop: (id) => {
      pulls.get(id)?.aborting.abort();
      return find(id);
    },
    list: () => [...pulls.values()].map(({ resource }) => resource),
    watch: (callback) => {
      watchers.add(callback);
      return () => watchers.delete(callback);
    },
    close: async () => {
      for (const { aborting } of pulls.values()) aborting.abort();
      await Promise.all([...pulls.values()].map(({ ended }) => ended));
    },
  };
}

function changeOf(progress: PullProgress): Partial<PullResource> {
  switch (progress.phase) {
    case 'waiting':
      return { phase: 'waiting', holder: progress.holder };
    case 'fetching': {
      const { file, fetchedBytes, totalBytes } = progress;
      return { phase: 'fetching', holder: null, file, fetchedBytes, totalBytes };
    }
    case 'verifying':
      return { phase: 'verifying', file: null };
  }
}

function problemOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  return { code: 'INTERNAL', message: 'Something went wrong on our side. The log has the details.' };
}
