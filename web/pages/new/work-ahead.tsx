import { useTexts } from '../../language/define-texts.ts';
import type { TextCount } from './count-text.ts';
import { newTexts } from './new-texts.ts';

/** How much there is to translate, while it is typed. */
export function WorkAhead({ count }: { readonly count: TextCount }) {
  const texts = useTexts(newTexts);
  return (
    <p className="soft" role="status">
      {texts.paragraphs(count.paragraphs)} · {texts.sentences(count.sentences)}
    </p>
  );
}
