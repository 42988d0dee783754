import { themeCell, themes } from '../design/theme.ts';
import { useTexts } from '../language/define-texts.ts';
import { useCell } from '../parts/cell.ts';
import { Icon } from '../parts/icon.tsx';
import { shellTexts } from './shell-texts.ts';

/** Goes round: as the system, light, dark. */
export function ChooseTheme() {
  const texts = useTexts(shellTexts);
  const theme = useCell(themeCell);
  const text = `${texts.theme}: ${texts.themes[theme]}`;
  return (
    <button
      type="button"
      className="button quiet square"
      aria-label={text}
      title={text}
      onClick={() => {
        themeCell.set(themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system');
      }}
    >
      <Icon name={theme} />
    </button>
  );
}
