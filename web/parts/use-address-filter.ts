import { useCallback } from 'react';
import { useSearchParams } from 'wouter';

/** Filters that stand in the address: they survive a reload, and can be sent to somebody. */
export function useAddressFilter<Name extends string>(
  names: readonly Name[],
): readonly [Readonly<Partial<Record<Name, string>>>, (name: Name, value: string) => void, () => void] {
  const [params, setParams] = useSearchParams();
  const entries = names.flatMap((name) => {
    const value = params.get(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  const set = useCallback(
    (name: Name, value: string) => {
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          if (value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  const clear = useCallback(() => {
    setParams(new URLSearchParams(), { replace: true });
  }, [setParams]);
  return [Object.fromEntries(entries) as Partial<Record<Name, string>>, set, clear];
}
