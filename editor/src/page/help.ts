const groups: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'Page',
    [
      ['e', 'Edit'],
      ['c', 'New page'],
      ['h', 'History'],
      ['g m', 'Move'],
      ['n', 'Next change'],
      ['p', 'Previous change'],
    ],
  ],
  [
    'Around',
    [
      ['/', 'Find a page'],
      ['g h', 'All spaces'],
      ['[', 'Fold the side bar'],
      ['Ctrl Shift L', 'Theme'],
      ['?', 'These shortcuts'],
    ],
  ],
  [
    'Writing',
    [
      ['Ctrl Enter', 'Publish'],
      ['Ctrl S', 'Save now'],
      ['Ctrl B', 'Bold'],
      ['Ctrl I', 'Italic'],
      ['Ctrl K', 'Link'],
      ['Ctrl E', 'Code'],
    ],
  ],
];

function element(name: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

/** The shortcuts, over the page. */
export function showHelp(): void {
  const open = document.querySelector<HTMLDialogElement>('dialog.help');
  if (open) {
    open.close();
    return;
  }
  const dialog = element('dialog', 'dialog help') as HTMLDialogElement;
  const close = element('button', 'button quiet', 'Close');
  close.addEventListener('click', () => dialog.close());
  const body = element('div', 'dialog-body');
  for (const [name, rows] of groups) {
    const list = element('dl', 'keys');
    for (const [keys, what] of rows) {
      const pressed = element('dd', '', ...keys.split(' ').map((key) => element('kbd', '', key.length === 1 ? key.toUpperCase() : key)));
      list.append(element('div', '', element('dt', '', what), pressed));
    }
    body.append(element('div', 'keys-head', name), list);
  }
  dialog.setAttribute('aria-label', 'Shortcuts');
  dialog.append(element('div', 'dialog-head', element('h2', 'subhead', 'Shortcuts'), close), body);
  dialog.addEventListener('click', (click) => {
    if (click.target === dialog) {
      dialog.close();
    }
  });
  dialog.addEventListener('keydown', (key) => {
    if (key.key === '?') {
      dialog.close();
    }
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
