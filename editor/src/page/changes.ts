/** The next place in a round of `count` places. */
export function step(here: number, by: number, count: number): number {
  return here < 0 ? (by > 0 ? 0 : count - 1) : (here + by + count) % count;
}

/** Walks from change to change of a comparison: "3 of 17". Changes that stand side by side count as one. */
export class ChangeWalk {
  private here = -1;

  constructor(
    private readonly places: readonly (readonly HTMLElement[])[],
    private readonly counter: HTMLElement,
  ) {
    this.tell();
  }

  go(by: number): void {
    if (this.places.length === 0) {
      return;
    }
    this.mark(false);
    this.here = step(this.here, by, this.places.length);
    this.mark(true);
    this.places[this.here]![0]!.scrollIntoView({ block: 'center' });
    this.tell();
  }

  private mark(on: boolean): void {
    for (const change of this.places[this.here] ?? []) {
      change.classList.toggle('here', on);
    }
  }

  private tell(): void {
    const count = this.places.length;
    this.counter.textContent =
      this.here >= 0 ? `${this.here + 1} of ${count}` : `${count} ${count === 1 ? 'change' : 'changes'}`;
  }
}

/** Gathers the marked elements by the number of the change that they belong to. */
function gather(root: Element): HTMLElement[][] {
  const places = new Map<string, HTMLElement[]>();
  for (const change of root.querySelectorAll<HTMLElement>('[data-change]')) {
    const number = change.dataset.change!;
    places.set(number, [...(places.get(number) ?? []), change]);
  }
  return [...places.values()];
}

export function startChanges(): ChangeWalk | null {
  const root = document.querySelector('[data-changes]');
  const counter = document.querySelector<HTMLElement>('[data-change-count]');
  if (!root || !counter) {
    return null;
  }
  const walk = new ChangeWalk(gather(root), counter);
  document.querySelector('[data-do="show-all"]')?.addEventListener('click', (click) => {
    for (const fold of root.querySelectorAll<HTMLDetailsElement>('details.fold')) {
      fold.open = true;
    }
    (click.currentTarget as HTMLElement).hidden = true;
  });
  return walk;
}
