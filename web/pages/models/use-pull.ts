import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from '../../server/client.ts';
import { takePull } from './use-models.ts';

/** Begins or stops to fetch a model. The server goes on with it when the page is closed. */
export function usePull(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (what: 'start' | 'stop') => {
      const params = { path: { id } };
      return what === 'start'
        ? bodyOf(api.POST('/v1/models/{id}/pull', { params }))
        : bodyOf(api.DELETE('/v1/models/{id}/pull', { params }));
    },
    onSuccess: (pull) => {
      takePull(queries, pull);
    },
  });
}
