import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTexts } from '../../language/define-texts.ts';
import { say } from '../../parts/said.tsx';
import { api, bodyOf } from '../../server/client.ts';
import { queryKeys } from '../../server/query-keys.ts';
import { modelsTexts } from './models-texts.ts';

/** Chooses or removes a model, says so, and reads the shelf anew. */
export function useChangeShelf(id: string) {
  const texts = useTexts(modelsTexts);
  const queries = useQueryClient();
  const params = { path: { id } };
  const readAnew = () => queries.invalidateQueries({ queryKey: queryKeys.models });
  const use = useMutation({
    mutationFn: async () => bodyOf(api.POST('/v1/models/{id}/use', { params })),
    onSuccess: async (chosen) => {
      say(texts.used(chosen.id));
      await readAnew();
    },
  });
  const remove = useMutation({
    mutationFn: async () => bodyOf(api.DELETE('/v1/models/{id}', { params })),
    onSuccess: async () => {
      say(texts.removed(id));
      await readAnew();
    },
  });
  return { use, remove };
}
