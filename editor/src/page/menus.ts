/** Menus are <details>: one at a time, closed by Escape, by a click elsewhere and by a choice; arrow keys move in them. */
export function closeMenus(except?: Element | null): boolean {
  const open = [...document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')].filter((menu) => menu !== except);
  for (const menu of open) {
    menu.open = false;
  }
  return open.length > 0;
}

export function startMenus(): void {
  document.addEventListener('click', (click) => {
    const target = click.target as Element;
    closeMenus(target.closest('.menu-item:not([data-do="theme"])') ? null : target.closest('details.menu'));
  });
  document.addEventListener('keydown', (key) => {
    const menu = (key.target as Element | null)?.closest?.('details.menu[open]');
    if (!menu) {
      return;
    }
    if (key.key === 'Escape') {
      closeMenus();
      menu.querySelector('summary')?.focus();
      key.stopPropagation();
    } else if (key.key === 'ArrowDown' || key.key === 'ArrowUp') {
      const items = [...menu.querySelectorAll<HTMLElement>('.menu-item')];
      const here = items.indexOf(document.activeElement as HTMLElement);
      const next = here < 0 ? (key.key === 'ArrowDown' ? 0 : items.length - 1) : here + (key.key === 'ArrowDown' ? 1 : -1);
      key.preventDefault();
      items[(next + items.length) % items.length]?.focus();
    }
  });
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[data-load]')) {
    menu.addEventListener('toggle', () => void fill(menu), { once: true });
  }
}

async function fill(menu: HTMLDetailsElement): Promise<void> {
  try {
    const response = await fetch(menu.dataset.load!);
    if (response.ok) {
      menu.querySelector('.menu-list')!.innerHTML = await response.text();
    }
  } catch {
    // Offline: the links that came with the page stay.
  }
}
