import { rememberedCell } from '../parts/remembered-cell.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const themeCell = rememberedCell<Theme>('theme', themes, 'system');

/** tokens.css goes by `data-theme`; without one, by what the system prefers. */
export function keepPageInTheme(): void {
  const apply = (): void => {
    const theme = themeCell.get();
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  };
  themeCell.subscribe(apply);
  apply();
}
