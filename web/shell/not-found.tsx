import { Link } from 'wouter';
import { useTexts } from '../language/define-texts.ts';
import { Notice } from '../parts/states.tsx';
import { shellTexts } from './shell-texts.ts';

export function NotFound() {
  const texts = useTexts(shellTexts);
  return (
    <Notice title={texts.notFound} text={texts.notFoundWhy}>
      <Link href="/documents" className="button">
        {texts.toDocuments}
      </Link>
    </Notice>
  );
}
