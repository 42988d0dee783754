import { languageCell, languageNames, languages, useLanguage } from '../language/language.ts';

/** One press leads to the other language, which is named in itself. */
export function ChooseLanguage() {
  const language = useLanguage();
  const other = languages.find((one) => one !== language) ?? language;
  return (
    <button
      type="button"
      className="button quiet"
      lang={other}
      onClick={() => {
        languageCell.set(other);
      }}
    >
      {languageNames[other]}
    </button>
  );
}
