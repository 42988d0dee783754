import type { ElementType } from 'react';
import { textDirection } from '../language/text-direction.ts';

interface OwnTextProps {
  readonly text: string;
  readonly as?: ElementType;
  readonly className?: string;
}

/**
 * Somebody's text inside the page: with the language and direction of its own, isolated from the words around it, beginning
 * where the page's lines begin. Cut off, it ends in an ellipsis at its own end.
 */
export function OwnText({ text, as: Element = 'span', className = '' }: OwnTextProps) {
  const direction = textDirection(text);
  return (
    <Element
      className={`own-direction ${className}`}
      dir={direction}
      lang={direction === 'rtl' ? 'ar' : 'en'}
      title={className.includes('cut') ? text : undefined}
    >
      {text}
    </Element>
  );
}
