import { recall, remember } from './memory.ts';

/** The branches that somebody left open, by the ids of their pages. */
export class OpenBranches {
  private readonly ids: Set<string>;

  constructor(
    private readonly key: string,
    private readonly most = 200,
  ) {
    this.ids = new Set((recall(key) ?? '').split(' ').filter(Boolean));
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  set(id: string, open: boolean): void {
    this.ids.delete(id);
    if (open) {
      this.ids.add(id);
    }
    remember(this.key, [...this.ids].slice(-this.most).join(' ') || null);
  }
}

async function fetchHtml(address: string): Promise<string | null> {
  try {
    const response = await fetch(address, { headers: { Accept: 'text/html' } });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

function cached(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function cache(key: string, html: string): void {
  try {
    sessionStorage.setItem(key, html);
  } catch {
    // A full store: the branch is fetched again next time.
  }
}

export function startTree(): void {
  const nav = document.querySelector<HTMLElement>('[data-tree]');
  const find = document.querySelector<HTMLInputElement>('[data-find]');
  const branches = nav?.querySelector<HTMLElement>('[data-branches]');
  if (!nav || !find || !branches) {
    return;
  }
  const space = nav.dataset.tree!;
  const address = find.dataset.find!;
  const open = new OpenBranches(`tree:${space}`);

  /** Puts the pages below a page into the tree, at once if they were fetched before at this revision. */
  async function load(item: HTMLElement, id: string): Promise<boolean> {
    const key = `tree:${space}:${nav!.dataset.revision}:${id}`;
    let html = cached(key);
    if (html === null) {
      html = await fetchHtml(`${address}?under=${id}`);
      if (html === null) {
        return false;
      }
      cache(key, html);
    }
    item.insertAdjacentHTML('beforeend', html);
    restore(item);
    return true;
  }

  async function expand(item: HTMLElement, toggle: Element): Promise<void> {
    toggle.setAttribute('aria-expanded', 'true');
    const list = item.querySelector<HTMLElement>(':scope > ul');
    if (list) {
      list.hidden = false;
    } else if (!(await load(item, item.dataset.page!))) {
      toggle.setAttribute('aria-expanded', 'false');
    }
  }

  function restore(root: Element): void {
    for (const toggle of root.querySelectorAll('.tree-toggle[aria-expanded="false"]')) {
      const item = toggle.closest('li')!;
      if (open.has(item.dataset.page!)) {
        void expand(item, toggle);
      }
    }
  }

  async function showMore(button: HTMLElement): Promise<void> {
    const { under = '', from, to } = button.dataset;
    button.setAttribute('disabled', '');
    const html = await fetchHtml(`${address}?under=${under}&from=${from}&to=${to}`);
    button.removeAttribute('disabled');
    if (html !== null) {
      button.closest('li')!.outerHTML = html;
    }
  }

  branches.addEventListener('click', (click) => {
    const target = click.target as Element;
    const more = target.closest<HTMLElement>('[data-more]');
    const toggle = target.closest('.tree-toggle');
    if (more) {
      void showMore(more);
    } else if (toggle) {
      const item = toggle.closest('li')!;
      const opens = toggle.getAttribute('aria-expanded') !== 'true';
      open.set(item.dataset.page!, opens);
      if (opens) {
        void expand(item, toggle);
      } else {
        toggle.setAttribute('aria-expanded', 'false');
        item.querySelector<HTMLElement>(':scope > ul')!.hidden = true;
      }
    }
  });
  nav.addEventListener('keydown', moveByKey);
  restore(branches);
  centre(nav.querySelector('[aria-current]'), nav);
  startFind(find, nav, branches);
}

/** Arrow keys go from row to row and open and close branches. */
function moveByKey(key: KeyboardEvent): void {
  const nav = key.currentTarget as HTMLElement;
  const row = (key.target as Element).closest('.tree-row');
  if (!row || key.ctrlKey || key.metaKey || key.altKey) {
    return;
  }
  const toggle = row.querySelector<HTMLElement>('.tree-toggle');
  const isOpen = toggle?.getAttribute('aria-expanded') === 'true';
  if ((key.key === 'ArrowRight' && toggle && !isOpen) || (key.key === 'ArrowLeft' && isOpen)) {
    key.preventDefault();
    toggle!.click();
  } else if (key.key === 'ArrowDown' || key.key === 'ArrowUp') {
    const rows = [...nav.querySelectorAll<HTMLElement>('.tree-row > a:first-of-type')].filter((a) => a.offsetParent);
    const here = rows.findIndex((a) => row.contains(a));
    key.preventDefault();
    rows[here + (key.key === 'ArrowDown' ? 1 : -1)]?.focus();
  }
}

function centre(row: Element | null, scroller: HTMLElement): void {
  if (row) {
    const offset = row.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    if (offset > scroller.clientHeight - 60) {
      scroller.scrollTop += offset - scroller.clientHeight / 2;
    }
  }
}

function startFind(find: HTMLInputElement, nav: HTMLElement, branches: HTMLElement): void {
  const found = nav.querySelector<HTMLElement>('[data-found]')!;
  let asked = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function show(wanted: string): Promise<void> {
    const html = wanted ? await fetchHtml(`${find.dataset.find}?q=${encodeURIComponent(wanted)}`) : '';
    if (wanted === asked) {
      found.innerHTML = html ?? '<p class="tree-none">The wiki can’t be reached.</p>';
      found.hidden = wanted === '';
      branches.hidden = wanted !== '';
    }
  }

  find.addEventListener('input', () => {
    asked = find.value.trim();
    clearTimeout(timer);
    timer = setTimeout(() => void show(asked), asked ? 120 : 0);
  });
  find.addEventListener('keydown', (key) => {
    if (key.key === 'Escape') {
      find.value = asked = '';
      void show('');
    } else if (key.key === 'Enter' || key.key === 'ArrowDown') {
      const first = found.querySelector<HTMLElement>('a');
      if (first && !found.hidden) {
        key.preventDefault();
        if (key.key === 'Enter') {
          first.click();
        } else {
          first.focus();
        }
      }
    }
  });
}
