import type { EditorView } from '@codemirror/view';

const REMEMBER = 'collabwiki.preview';
const PAUSE = 150;
const AT_LEAST_EVERY = 1_000;

/** The page as it will be, beside the text where there is room, in its place where there is none. */
export class Preview {
  private shown = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private renderedAt = 0;
  private lastTook = 0;
  private asking: AbortController | null = null;
  private stale = true;

  constructor(
    private readonly page: HTMLElement,
    private readonly body: HTMLElement,
    private readonly toggle: HTMLElement,
    private readonly url: string,
    private readonly view: () => EditorView | null,
  ) {
    toggle.addEventListener('click', () => this.show(!this.shown));
    window.addEventListener('scroll', () => this.follow(), { passive: true });
    const wide = matchMedia('(min-width: 1200px)');
    this.show(wide.matches && remembered() === 'shown', false);
  }

  /** The text changed: render when typing pauses, and once a second while it does not. Slow texts are asked for less often. */
  changed(): void {
    this.stale = true;
    if (!this.shown) {
      return;
    }
    clearTimeout(this.timer);
    const rest = Math.max(AT_LEAST_EVERY, this.lastTook * 3) - (performance.now() - this.renderedAt);
    this.timer = setTimeout(() => void this.render(), Math.max(0, Math.min(Math.max(PAUSE, this.lastTook), rest)));
  }

  private show(shown: boolean, remember = true): void {
    this.shown = shown;
    this.page.classList.toggle('with-preview', shown);
    this.toggle.setAttribute('aria-pressed', String(shown));
    if (remember) {
      remembered(shown ? 'shown' : 'hidden');
    }
    if (shown && this.stale) {
      void this.render();
    }
  }

  private async render(): Promise<void> {
    const view = this.view();
    if (!view) {
      return;
    }
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    this.stale = false;
    const started = (this.renderedAt = performance.now());
    try {
      const answer = await fetch(this.url, {
        method: 'POST',
        headers: { 'Content-Type': 'text/markdown; charset=utf-8', 'X-Requested-With': 'collabwiki' },
        body: view.state.doc.toString(),
        signal: asking.signal,
      });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      // Sanitised by the server, like every page it serves.
      this.body.innerHTML = await answer.text();
      this.body.classList.remove('stale');
      this.lastTook = performance.now() - started;
      this.follow();
    } catch {
      if (!asking.signal.aborted) {
        this.stale = true;
        this.body.classList.add('stale');
      }
    }
  }

  /** Brings the heading above the first visible line to where it is in the text, and goes on from there in proportion. */
  private follow(): void {
    const view = this.view();
    const frame = this.body.parentElement;
    if (!this.shown || !view || !frame || frame.scrollHeight <= frame.clientHeight) {
      return;
    }
    const top = view.lineBlockAtHeight(Math.max(0, frame.getBoundingClientRect().top - view.documentTop)).from;
    const { doc } = view.state;
    const line = doc.lineAt(top).number;
    const headings: number[] = [];
    for (let number = 1, fenced = false; number <= doc.lines && doc.lines < 20_000; number++) {
      const text = doc.line(number).text;
      fenced = /^\s*(```|~~~)/.test(text) ? !fenced : fenced;
      if (!fenced && /^#{1,6} /.test(text)) {
        headings.push(number);
      }
    }
    const places = [...this.body.querySelectorAll<HTMLElement>('h1,h2,h3,h4,h5,h6')].map((heading) => heading.offsetTop - frame.offsetTop);
    const matched = places.length === headings.length ? headings : [];
    const index = matched.findLastIndex((number) => number <= line);
    const fromLine = index < 0 ? 1 : matched[index]!;
    const toLine = matched[index + 1] ?? doc.lines + 1;
    const fromTop = index < 0 ? 0 : places[index]!;
    const toTop = matched.length > index + 1 ? places[index + 1]! : frame.scrollHeight;
    frame.scrollTop = fromTop + ((line - fromLine) / Math.max(1, toLine - fromLine)) * (toTop - fromTop);
  }
}

function remembered(value?: 'shown' | 'hidden'): string | null {
  try {
    if (value) {
      localStorage.setItem(REMEMBER, value);
    }
    return localStorage.getItem(REMEMBER);
  } catch {
    // A browser that keeps nothing shows the preview as it opens.
    return null;
  }
}
