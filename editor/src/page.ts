// What reading pages do in the browser. Everything here is a help: without it a page reads and links just as well.
import { act, connect, disconnect, startActions } from './page/actions.ts';
import { startChanges } from './page/changes.ts';
import { startContents } from './page/contents.ts';
import { showHelp } from './page/help.ts';
import { closeMenus, startMenus } from './page/menus.ts';
import { startShortcuts } from './page/shortcuts.ts';
import { closeSheet, startSide, toggleSide } from './page/sidebar.ts';
import { isDark, startThemes, switchTheme } from './page/themes.ts';
import { startTimes } from './page/times.ts';
import { startTree } from './page/tree.ts';

declare global {
  interface Window {
    /** What the interactive parts call. */
    collabWiki: { isDark: () => boolean; connect: typeof connect; disconnect: typeof disconnect };
  }
}

window.collabWiki = { isDark, connect, disconnect };

/** MudBlazor's styles come in a layer below ours, after the first paint: only dialogs need them. */
function loadMud(): void {
  const address = document.body.dataset.mud;
  if (address) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    document.head.append(link);
  }
}

async function copyLink(button: Element): Promise<void> {
  const canonical = location.origin + location.pathname;
  const label = button.querySelector('span');
  try {
    await navigator.clipboard.writeText(canonical);
    if (label) {
      label.textContent = 'Copied';
    }
  } catch {
    prompt('The address of this page:', canonical);
  }
}

async function copyText(button: HTMLElement): Promise<void> {
  const from = document.getElementById(button.dataset.from!)!;
  const label = button.querySelector('span');
  try {
    await navigator.clipboard.writeText(from.textContent!);
    if (label) {
      label.textContent = 'Copied';
    }
  } catch {
    // No clipboard without a secure connection: select it, so that Ctrl+C is all that is left to do.
    getSelection()?.selectAllChildren(from);
  }
}

const press = (key: string) => () => document.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click();
const go = (address: string) => () => location.assign(address);

function find(): void {
  if (document.documentElement.dataset.side) {
    toggleSide();
  }
  document.querySelector<HTMLInputElement>('[data-find]')?.focus();
}

const changes = startChanges();

const does: Record<string, (button: HTMLElement) => void> = {
  side: toggleSide,
  theme: switchTheme,
  help: showHelp,
  print: () => print(),
  'copy-link': (button) => void copyLink(button),
  'copy-text': (button) => void copyText(button),
  next: () => changes?.go(1),
  previous: () => changes?.go(-1),
};

document.addEventListener('click', (click) => {
  const target = click.target as Element;
  const button = target.closest<HTMLElement>('[data-do]');
  if (button) {
    does[button.dataset.do!]?.(button);
  }
  // With a base element "#part" would mean the start page.
  const link = target.closest<HTMLAnchorElement>('a[href^="#"]');
  if (link && document.querySelector('base')) {
    click.preventDefault();
    location.hash = link.getAttribute('href')!;
  }
});

document.addEventListener('keydown', (key) => {
  if (key.key === 'Escape' && !key.defaultPrevented && !closeMenus()) {
    closeSheet();
  }
});

for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-sign-in]')) {
  link.href = `/account/signin?returnUrl=${encodeURIComponent(location.pathname + location.search)}`;
}

loadMud();
startThemes();
startMenus();
startSide();
startTree();
startTimes();
startContents();
startActions();
startShortcuts([
  { keys: 'e', what: 'Edit', run: press('e') },
  { keys: 'c', what: 'New page', run: press('c') },
  { keys: 'h', what: 'History', run: press('h') },
  { keys: 'g m', what: 'Move', run: () => void act('move', null) },
  { keys: 'n', what: 'Next change', run: () => (changes ? changes.go(1) : press('c')()) },
  { keys: 'p', what: 'Previous change', run: () => changes?.go(-1) },
  { keys: '/', what: 'Find a page', run: find },
  { keys: 'g h', what: 'All spaces', run: go('/') },
  { keys: 'g d', what: 'All spaces', run: go('/') },
  { keys: 'g s', what: 'All spaces', run: go('/') },
  { keys: '[', what: 'Fold the side bar', run: toggleSide },
  { keys: 'Ctrl+.', what: 'Fold the side bar', run: toggleSide },
  { keys: 'Ctrl+Shift+l', what: 'Theme', run: switchTheme },
  { keys: '?', what: 'Shortcuts', run: showHelp },
]);
