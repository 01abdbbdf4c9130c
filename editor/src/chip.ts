import type { HubState } from './hub.ts';
import type { LiveStatus } from './live.ts';

export interface ChipInput {
  live: LiveStatus | null;
  hub: HubState;
  /** When the connection was lost, in milliseconds since 1970. */
  lostAt: number | null;
  now: number;
}

export interface ChipState {
  kind: 'opening' | 'saved' | 'sending' | 'device' | 'offline' | 'signIn' | 'readOnly' | 'atRisk' | 'refused';
  text: string;
}

/** A connection that is away for a moment is nothing to worry anybody with, as long as nothing waits for it. */
const BLINK = 3_000;

/** What is true now, in words; "Saved" only if the server has acknowledged everything durably. */
export function chipState({ live, hub, lostAt, now }: ChipInput): ChipState {
  if (live?.phase === 'refused') {
    return { kind: 'refused', text: live.kept || live.unconfirmed === 0 ? 'Not saved – your text is kept on this device' : 'Not saved – copy your text now' };
  }
  const waiting = (live?.unconfirmed ?? 0) > 0;
  const safe = live === null || !waiting || live.kept;
  const where = safe ? 'your text is kept on this device' : 'keep this tab open';
  if (hub === 'signIn') {
    return { kind: 'signIn', text: `Sign in again to save – ${where}` };
  }
  if (hub === 'offline' && lostAt !== null && (now - lostAt >= BLINK || !live?.opened)) {
    return { kind: safe ? 'offline' : 'atRisk', text: `Can’t reach the server since ${clockTime(lostAt)} – ${where}` };
  }
  if (live && live.unavailableSince !== null) {
    return { kind: safe ? 'offline' : 'atRisk', text: `The server can’t save since ${clockTime(live.unavailableSince)} – ${where}` };
  }
  if (!live?.opened) {
    return { kind: 'opening', text: 'Opening…' };
  }
  if (live.readOnly) {
    return { kind: 'readOnly', text: 'Read only' };
  }
  if (!waiting) {
    return { kind: 'saved', text: 'Saved' };
  }
  if (live.phase === 'joined') {
    return { kind: 'sending', text: 'Sending…' };
  }
  return safe ? { kind: 'device', text: 'Only on this device' } : { kind: 'atRisk', text: 'Not saved yet – keep this tab open' };
}

function clockTime(at: number): string {
  const time = new Date(at);
  return `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
}

const ICONS: Record<ChipState['kind'], string> = {
  opening: 'cloud',
  saved: 'check',
  sending: 'cloud-upload',
  device: 'hard-drive',
  offline: 'cloud-off',
  signIn: 'log-in',
  readOnly: 'lock',
  atRisk: 'triangle-alert',
  refused: 'circle-alert',
};

/** Shows the state; a screen reader hears it when the kind changes, not at every keystroke. */
export class SaveChip {
  private shown = '';

  constructor(
    private readonly element: HTMLElement,
    private readonly icon: (name: string) => Element,
    private readonly signInUrl: string,
  ) {}

  show(state: ChipState): void {
    if (this.shown === state.text) {
      return;
    }
    this.shown = state.text;
    this.element.dataset['state'] = state.kind;
    const words = document.createElement(state.kind === 'signIn' ? 'a' : 'span');
    words.textContent = state.text;
    if (words instanceof HTMLAnchorElement) {
      words.href = this.signInUrl;
      words.target = '_blank';
    }
    this.element.replaceChildren(this.icon(ICONS[state.kind]), words);
    this.element.title = state.text;
  }
}
