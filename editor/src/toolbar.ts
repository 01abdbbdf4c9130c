import { redo, undo } from '@codemirror/commands';
import type { StateCommand } from '@codemirror/state';
import type { EditorView, KeyBinding } from '@codemirror/view';
import { icon, make } from './dom.ts';
import * as format from './format.ts';

interface Tool {
  icon: string;
  label: string;
  key?: string;
  run: StateCommand;
}

const TOOLS: (Tool | null)[] = [
  { icon: 'undo-2', label: 'Undo', run: undo },
  { icon: 'redo-2', label: 'Redo', run: redo },
  null,
  { icon: 'heading', label: 'Heading', key: 'Mod-Shift-2', run: format.heading(2) },
  { icon: 'bold', label: 'Bold', key: 'Mod-b', run: format.wrap('**') },
  { icon: 'italic', label: 'Italic', key: 'Mod-i', run: format.wrap('*') },
  { icon: 'strikethrough', label: 'Strikethrough', run: format.wrap('~~') },
  { icon: 'code', label: 'Code', key: 'Mod-e', run: format.wrap('`') },
  { icon: 'link', label: 'Link', key: 'Mod-k', run: format.link },
  null,
  { icon: 'list-checks', label: 'Task list', key: 'Mod-Shift-7', run: format.taskList },
  { icon: 'list', label: 'List', key: 'Mod-Shift-8', run: format.bulletList },
  { icon: 'list-ordered', label: 'Numbered list', key: 'Mod-Shift-9', run: format.numberedList },
  { icon: 'quote', label: 'Quote', run: format.quote },
  { icon: 'table', label: 'Table', run: format.table },
];

/** The keys of the tools, and of the headings that have no button. */
export const formatKeys: KeyBinding[] = [
  ...TOOLS.filter((tool): tool is Tool => tool?.key !== undefined).map(({ key, run }) => ({ key: key!, run, preventDefault: true })),
  ...[1, 3, 4].map((level) => ({ key: `Mod-Shift-${level}`, run: format.heading(level), preventDefault: true })),
  { key: 'Tab', run: format.indentList(true), shift: format.indentList(false) },
];

/** Fills the toolbar: one stop for the Tab key, arrows go along it. */
export function fillToolbar(host: HTMLElement, view: EditorView): void {
  const buttons = TOOLS.map((tool) => {
    if (!tool) {
      return make('span', 'toolbar-gap');
    }
    const element = make('button', 'tool', icon(tool.icon));
    element.type = 'button';
    element.title = tool.key ? `${tool.label} (${spoken(tool.key)})` : tool.label;
    element.setAttribute('aria-label', tool.label);
    // The text keeps the focus, and with it the keyboard of a phone.
    element.addEventListener('pointerdown', (event) => event.preventDefault());
    element.addEventListener('click', () => {
      tool.run(view);
      view.focus();
    });
    return element;
  });
  host.setAttribute('role', 'toolbar');
  host.setAttribute('aria-label', 'Formatting');
  host.replaceChildren(...buttons);
  const stops = buttons.filter((element) => element instanceof HTMLButtonElement);
  stops.forEach((stop, index) => (stop.tabIndex = index === 0 ? 0 : -1));
  host.addEventListener('keydown', (event) => {
    const at = stops.indexOf(document.activeElement as HTMLButtonElement);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (at >= 0 && step !== 0) {
      const next = stops[(at + step + stops.length) % stops.length]!;
      stops.forEach((stop) => (stop.tabIndex = stop === next ? 0 : -1));
      next.focus();
      event.preventDefault();
    }
  });
}

function spoken(key: string): string {
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  return key
    .replace('Mod', mac ? '⌘' : 'Ctrl')
    .split('-')
    .map((part) => (part.length === 1 ? part.toUpperCase() : part))
    .join('+');
}
