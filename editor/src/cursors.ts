import { type Extension, type Range, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import { make } from './dom.ts';
import type { Member } from './protocol.ts';

interface RemoteCursor {
  anchor: number;
  head: number;
  /** Counts movements, so that the flag shows again at each. */
  moves: number;
  idle: boolean;
}

const IDLE_AFTER = 10_000;

const moveCursor = StateEffect.define<{ client: string; anchor: number; head: number }>();
const rest = StateEffect.define<string>();
const setMembers = StateEffect.define<readonly Member[]>();

interface Others {
  members: ReadonlyMap<string, Member>;
  cursors: ReadonlyMap<string, RemoteCursor>;
}

const others = StateField.define<Others>({
  create: () => ({ members: new Map(), cursors: new Map() }),
  update(value, transaction) {
    let { members, cursors } = value;
    if (transaction.docChanged && cursors.size > 0) {
      const map = (position: number) => transaction.changes.mapPos(position, -1);
      cursors = new Map([...cursors].map(([client, cursor]) => [client, { ...cursor, anchor: map(cursor.anchor), head: map(cursor.head) }]));
    }
    for (const effect of transaction.effects) {
      if (effect.is(setMembers)) {
        members = new Map(effect.value.map((member) => [member.client, member]));
        cursors = new Map([...cursors].filter(([client]) => members.has(client)));
      } else if (effect.is(moveCursor)) {
        const length = transaction.newDoc.length;
        const { client, anchor, head } = effect.value;
        const moves = (cursors.get(client)?.moves ?? 0) + 1;
        cursors = new Map(cursors).set(client, { anchor: Math.min(anchor, length), head: Math.min(head, length), moves, idle: false });
      } else if (effect.is(rest)) {
        const cursor = cursors.get(effect.value);
        if (cursor) {
          cursors = new Map(cursors).set(effect.value, { ...cursor, idle: true });
        }
      }
    }
    return members === value.members && cursors === value.cursors ? value : { members, cursors };
  },
  provide: (field) => EditorView.decorations.from(field, decorate),
});

function decorate({ members, cursors }: Others): DecorationSet {
  const marks: Range<Decoration>[] = [];
  for (const [client, cursor] of cursors) {
    const member = members.get(client);
    if (!member) {
      continue;
    }
    const from = Math.min(cursor.anchor, cursor.head);
    const to = Math.max(cursor.anchor, cursor.head);
    if (from < to && !cursor.idle) {
      marks.push(Decoration.mark({ class: `remote-selection person-${member.color}` }).range(from, to));
    }
    marks.push(Decoration.widget({ widget: new Caret(member, cursor.moves), side: 1 }).range(cursor.head));
  }
  return Decoration.set(marks, true);
}

class Caret extends WidgetType {
  constructor(
    private readonly member: Member,
    private readonly moves: number,
  ) {
    super();
  }

  override eq(other: Caret): boolean {
    return other.moves === this.moves && other.member.client === this.member.client && other.member.name === this.member.name && other.member.color === this.member.color;
  }

  toDOM(): HTMLElement {
    const caret = make('span', `remote-caret person-${this.member.color}`, make('span', 'remote-flag', this.member.name));
    // Whoever listens hears who is here from the member list; the caret itself would interrupt the text.
    caret.setAttribute('aria-hidden', 'true');
    return caret;
  }

  override get estimatedHeight(): number {
    return -1;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** The carets and selections of everybody else. */
export class Cursors {
  readonly extension: Extension = others;
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly view: () => EditorView | null) {}

  move(client: string, anchor: number, head: number): void {
    this.view()?.dispatch({ effects: moveCursor.of({ client, anchor, head }) });
    clearTimeout(this.timers.get(client));
    this.timers.set(
      client,
      setTimeout(() => this.view()?.dispatch({ effects: rest.of(client) }), IDLE_AFTER),
    );
  }

  members(members: readonly Member[]): void {
    this.view()?.dispatch({ effects: setMembers.of(members) });
  }
}
