/** A key pressed alone, or the second of a pair that starts with "g". */
export type Shortcut = { readonly keys: string; readonly what: string; readonly run: () => void };

/** Whether somebody is typing there, so that single keys belong to the text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"], .cm-editor, [role="dialog"], dialog') !== null;
}

/** Whether a dialog is open: until it has the focus, keys that are meant for it arrive at the page. */
function isBusy(): boolean {
  return document.querySelector('.mud-dialog, dialog[open]') !== null;
}

/** Gathers single keys and pairs; a pair's second key must come within a second and a half. */
export class KeySequence {
  private first: { key: string; at: number } | null = null;

  /** What was pressed, as it is written in the list: "e", "g h". */
  press(key: string, at: number): string {
    const pair = this.first && at - this.first.at < 1500 ? `${this.first.key} ${key}` : key;
    this.first = key === 'g' && pair === key ? { key, at } : null;
    return pair;
  }
}

export function startShortcuts(shortcuts: readonly Shortcut[]): void {
  const sequence = new KeySequence();
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.repeat || event.isComposing || event.altKey || isTyping(event.target) || isBusy()) {
      return;
    }
    const control = event.ctrlKey || event.metaKey;
    const keys = control ? `Ctrl+${event.shiftKey ? 'Shift+' : ''}${event.key.toLowerCase()}` : sequence.press(event.key, event.timeStamp);
    const shortcut = shortcuts.find((candidate) => candidate.keys === keys);
    if (shortcut) {
      event.preventDefault();
      shortcut.run();
    }
  });
}
