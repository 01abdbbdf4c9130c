// Between the buttons of the static page and the interactive part that opens dialogs (PageActions.razor).

type Island = { invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown> };

let island: Island | null = null;
let waiting: [action: string, under: string | null] | null = null;

function run(action: string, under: string | null): void {
  if (island) {
    void island.invokeMethodAsync('OpenAsync', action, under);
  } else {
    // The circuit isn't up yet: the dialog opens as soon as it is.
    waiting = [action, under];
  }
}

/** Called by the island when it can be asked. */
export function connect(reference: Island): void {
  island = reference;
  if (waiting) {
    run(...waiting);
    waiting = null;
  }
}

/** Called by the island before it goes. */
export function disconnect(): void {
  island = null;
}

/** Opens a dialog; false when there is no island on this page and its link must do. */
export function act(action: string, under: string | null): boolean {
  if (!document.querySelector('[data-actions]')) {
    return false;
  }
  run(action, under);
  return true;
}

export function startActions(): void {
  // Enter chooses from a list; it must not send the form around it as well.
  document.addEventListener(
    'keydown',
    (key) => {
      if (key.key === 'Enter' && (key.target as Element).closest('.place-field, .mud-select')) {
        key.preventDefault();
      }
    },
    true,
  );
  document.addEventListener('click', (click) => {
    const button = (click.target as Element).closest<HTMLElement>('[data-page-action]');
    if (button && !click.ctrlKey && !click.metaKey && !click.shiftKey && act(button.dataset.pageAction!, button.dataset.under ?? null)) {
      click.preventDefault();
    }
  });
}
