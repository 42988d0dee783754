import { defineTexts, useTexts } from '../language/define-texts.ts';

const closeTexts = defineTexts(
  () => ({ close: 'Close' }),
  () => ({ close: 'إغلاق' }),
);

/** The end of a dialog in which there is only something to read. */
export function CloseDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts(closeTexts);
  return (
    <div className="dialog-ends">
      <button type="button" className="button" onClick={onClose}>
        {texts.close}
      </button>
    </div>
  );
}
