import { recall, remember } from './memory.ts';

export type Theme = 'system' | 'light' | 'dark';

const order: readonly Theme[] = ['system', 'light', 'dark'];

export function readTheme(): Theme {
  const kept = recall('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function nextTheme(theme: Theme): Theme {
  return order[(order.indexOf(theme) + 1) % order.length]!;
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

export function isDark(): boolean {
  const theme = readTheme();
  return theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}

function nameTheme(theme: Theme): void {
  for (const label of document.querySelectorAll('[data-theme-name]')) {
    label.textContent = `Theme: ${theme}`;
  }
}

/** Goes on to the next theme and remembers it. */
export function switchTheme(): void {
  const theme = nextTheme(readTheme());
  remember('theme', theme === 'system' ? null : theme);
  applyTheme(theme);
  nameTheme(theme);
}

export function startThemes(): void {
  nameTheme(readTheme());
}
