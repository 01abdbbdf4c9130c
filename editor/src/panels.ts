import { button, make } from './dom.ts';

export interface PanelAction {
  label: string;
  filled?: boolean;
  run: () => void;
}

/** Messages above the text: short ones that go by themselves, and panels that stay until answered. */
export class Panels {
  private fading: ReturnType<typeof setTimeout> | undefined;
  private snackbar: HTMLElement | null = null;

  constructor(private readonly host: HTMLElement) {}

  say(text: string): void {
    clearTimeout(this.fading);
    this.snackbar?.remove();
    const bar = make('div', 'snackbar', text);
    bar.setAttribute('role', 'status');
    this.snackbar = bar;
    this.host.append(bar);
    this.fading = setTimeout(() => bar.remove(), 5_000);
  }

  /** What it returns takes the panel away; the same name replaces the panel that has it. */
  open(name: string, title: string, body: (Node | string)[], actions: PanelAction[]): () => void {
    this.close(name);
    const panel = make('section', 'panel', make('h2', '', title), ...body);
    panel.dataset['panel'] = name;
    panel.setAttribute('role', 'region');
    panel.setAttribute('aria-label', title);
    panel.tabIndex = -1;
    const row = make('div', 'panel-actions');
    for (const action of actions) {
      row.append(button(action.label, action.filled ? 'button filled' : 'button', action.run));
    }
    panel.append(row);
    this.host.append(panel);
    panel.focus();
    return () => panel.remove();
  }

  close(name: string): void {
    this.host.querySelector(`[data-panel="${name}"]`)?.remove();
  }
}
