import { useEffect } from 'react';
import { useTexts } from '../language/define-texts.ts';
import { shellTexts } from '../shell/shell-texts.ts';

/** The page's own name first: of a tab, only the beginning is seen. */
export function usePageTitle(title: string): void {
  const { name } = useTexts(shellTexts);
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
}
