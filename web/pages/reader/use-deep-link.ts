import { useEffect, useRef, useState } from 'react';
import type { Segment } from '../../server/client.ts';
import { readSentenceHash } from './sentence-hash.ts';

interface DeepLinkOptions {
  readonly segments: readonly Segment[];
  /** False while more are being fetched. */
  readonly isComplete: boolean;
}

/** Goes to the sentence that the address names as soon as it is there; once for each address. */
export function useDeepLink({ segments, isComplete }: DeepLinkOptions, go: (index: number) => void): void {
  const [hash, setHash] = useState(location.hash);
  const done = useRef('');
  useEffect(() => {
    const onHash = (): void => {
      done.current = '';
      setHash(location.hash);
    };
    addEventListener('hashchange', onHash);
    return () => {
      removeEventListener('hashchange', onHash);
    };
  }, []);
  useEffect(() => {
    const place = readSentenceHash(hash);
    if (place === undefined || done.current === hash) return;
    const index = segments.findIndex(
      ({ paragraphPosition, position }) =>
        paragraphPosition === place.paragraphPosition && position === place.position,
    );
    if (index === -1 && !isComplete) return;
    done.current = hash;
    if (index !== -1) go(index);
  });
}
