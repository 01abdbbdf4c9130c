import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec, Transaction } from '@codemirror/state';
import { drawSelection, EditorView, keymap } from '@codemirror/view';
import { chipState, SaveChip } from './chip.ts';
import { browserClock } from './clock.ts';
import { askInPanel } from './conflictpanel.ts';
import { Cursors } from './cursors.ts';
import { byId, icon, make } from './dom.ts';
import { draftExtensions } from './headless.ts';
import { Hub, type HubListener } from './hub.ts';
import { lockName, takeIdentity, takeOrphans } from './identity.ts';
import type { OutboxRecord } from './keeper.ts';
import { LiveClient, type LiveHost } from './live.ts';
import { showMembers } from './members.ts';
import { Replay } from './orphans.ts';
import { NoOutbox, openOutbox, type Outbox, type RescueCopy } from './outbox.ts';
import { Panels } from './panels.ts';
import { limitSize, plainText } from './plaintext.ts';
import { Preview } from './preview.ts';
import type { Joined, LiveEvents, RefusalReason } from './protocol.ts';
import { publish } from './publish.ts';
import { Rescue } from './rescue.ts';
import { browserLocks, type TabLocks } from './tablocks.ts';
import { fillToolbar, formatKeys } from './toolbar.ts';
import { writing } from './writing.ts';

const COPY_DELAY = 1_000;
const REPLAY_PATIENCE = 15_000;

/** The edit page: brings the parts together. The text shows only after the server has told it. */
class EditPage implements LiveHost, HubListener {
  private view: EditorView | null = null;
  private live: LiveClient | null = null;
  private me = '';
  private members: Joined['members'] = [];
  private publishing = false;
  private copyTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly editable = new Compartment();
  private readonly panels = new Panels(byId('panels'));
  private readonly cursors = new Cursors(() => this.view);
  private readonly hub = new Hub('/hubs/live', browserClock, () => this.showChip());
  private readonly chip: SaveChip;
  private readonly preview: Preview;
  private readonly rescue: Rescue;
  private readonly page: string;
  private readonly user: string;

  constructor(
    private readonly main: HTMLElement,
    private readonly outbox: Outbox,
    private readonly locks: TabLocks,
  ) {
    this.page = main.dataset['page']!;
    this.user = main.dataset['user']!;
    this.chip = new SaveChip(byId('save-chip'), icon, main.dataset['signinUrl']!);
    this.rescue = new Rescue(this.panels, outbox);
    const body = byId('preview').querySelector<HTMLElement>('.wiki-body')!;
    this.preview = new Preview(main, body, byId('toggle-preview'), main.dataset['previewUrl']!, () => this.view);
    byId('publish').addEventListener('click', () => void this.publish());
    document.addEventListener('keydown', (event) => this.key(event));
    window.addEventListener('beforeunload', (event) => this.leaving(event));
    setInterval(() => this.showChip(), 1_000);
    this.showChip();
  }

  async start(): Promise<void> {
    const { client, record } = await takeIdentity(this.page, this.user, sessionStorage, this.outbox, this.locks);
    void this.hub.start();
    await this.sendOrphans();
    await this.dropStaleCopies(client);
    await this.rescue.remind(this.page, this.user);
    this.live = new LiveClient(this.page, this.user, client, record, this.hub, browserClock, this, (newer) => this.outbox.write(newer));
    this.hub.hand(this);
    this.showChip();
  }

  // What the connection tells.

  connected(): void {
    this.live?.connected();
  }

  disconnected(): void {
    this.live?.disconnected();
  }

  receive<K extends keyof LiveEvents>(event: K, message: LiveEvents[K]): void {
    if (message.page !== this.page) {
      return;
    }
    if (event === 'members') {
      this.showMembers((message as LiveEvents['members']).members);
    } else if (event === 'published') {
      const { version, by } = message as LiveEvents['published'];
      if (!this.publishing) {
        this.panels.say(`Version ${version} was published by ${by}.`);
      }
    } else {
      this.live?.receive(event as 'updates', message as LiveEvents['updates']);
    }
  }

  // What the draft tells.

  open(start: { text: string; revision: number; client: string; readOnly: boolean }): EditorView {
    const host = byId('editor');
    host.replaceChildren();
    this.view = new EditorView({ parent: host, state: EditorState.create({ doc: start.text, extensions: this.extensions(start) }) });
    fillToolbar(byId('toolbar'), this.view);
    this.main.classList.remove('opening');
    this.view.focus();
    return this.view;
  }

  joined(answer: Joined): void {
    this.me = answer.you.user;
    this.view?.dispatch({ effects: this.editable.reconfigure(this.editing(!answer.readOnly)) });
    this.showMembers(answer.members);
    this.preview.changed();
  }

  changed(): void {
    this.showChip();
  }

  refused(reason: RefusalReason, message: string): void {
    this.view?.dispatch({ effects: this.editable.reconfigure(this.editing(false)) });
    (byId('publish') as HTMLButtonElement).disabled = true;
    this.showChip();
    void this.textHere().then((copy) => {
      if (copy) {
        this.rescue.refused(copy, reason);
      } else {
        const back = { label: 'Back to the page', run: () => location.assign(this.main.dataset['pageUrl']!) };
        this.panels.open('refused', 'This page can’t be edited now', [make('p', '', message)], [back]);
      }
    });
  }

  cursor(client: string, anchor: number, head: number): void {
    this.cursors.move(client, anchor, head);
  }

  private extensions(start: { revision: number; client: string; readOnly: boolean }) {
    return [
      draftExtensions(start),
      this.editable.of(this.editing(!start.readOnly)),
      // Ctrl+Enter publishes, for the whole page: here it must not change the text first.
      Prec.high(keymap.of([...formatKeys, { key: 'Mod-Enter', run: () => true }, { key: 'Escape', run: (view) => (view.contentDOM.blur(), true) }])),
      // Before the editor's own keys for the panel of the search, which Escape closes first.
      Prec.highest(keymap.of(searchKeymap.filter((binding) => binding.key === 'Escape'))),
      keymap.of([...closeBracketsKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      history(),
      search({ top: true }),
      highlightSelectionMatches(),
      closeBrackets(),
      drawSelection(),
      plainText,
      limitSize(() => this.panels.say('A page can hold two megabytes of text. Nothing was added.')),
      writing,
      this.cursors.extension,
      EditorView.contentAttributes.of({
        'aria-label': this.main.dataset['title'] ?? 'Text of the page',
        'aria-description': 'Escape leaves the text; nothing is discarded.',
        title: '',
        spellcheck: 'true',
        autocorrect: 'on',
        autocapitalize: 'sentences',
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) {
          this.preview.changed();
          this.keepCopySoon();
        }
        const text = update.transactions.some((by) => by.docChanged && !by.annotation(Transaction.remote));
        if (text || update.selectionSet) {
          this.live?.edited({ text });
        }
      }),
    ];
  }

  private editing(allowed: boolean) {
    return [EditorState.readOnly.of(!allowed), EditorView.editable.of(allowed)];
  }

  private showChip(): void {
    const { state: hub, lostAt } = this.hub;
    this.chip.show(chipState({ live: this.live?.status ?? null, hub, lostAt, now: Date.now() }));
  }

  private showMembers(members: Joined['members']): void {
    this.members = members;
    this.cursors.members(this.members);
    showMembers(byId('members'), this.members, this.me);
  }

  private key(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      if (event.key === 'Enter') {
        event.preventDefault();
        void this.publish();
      } else if (event.key === 's') {
        event.preventDefault();
        void this.save();
      }
    }
  }

  private async save(): Promise<void> {
    const saved = (await this.live?.flush()) ?? false;
    const kept = this.live?.status.kept ?? false;
    this.panels.say(
      saved
        ? 'Saved on the server.'
        : kept
          ? 'The server can’t be reached. Your text is kept on this device and sent as soon as it can be.'
          : 'Not saved yet. Keep this tab open.',
    );
  }

  private get mayPublish(): boolean {
    const status = this.live?.status;
    return status !== undefined && status.opened && !status.readOnly && status.phase !== 'refused';
  }

  private async publish(): Promise<void> {
    if (!this.live || this.publishing || !this.mayPublish) {
      return;
    }
    this.publishing = true;
    const press = byId('publish') as HTMLButtonElement;
    press.disabled = true;
    const outcome = await publish(this.page, this.live, (method, argument) => this.hub.invoke(method, argument), askInPanel(this.panels));
    press.disabled = !this.mayPublish;
    this.publishing = false;
    const view = { label: 'View the page', filled: true, run: () => location.assign(this.main.dataset['pageUrl']!) };
    switch (outcome.status) {
      case 'published':
        if (!outcome.merged) {
          return location.assign(this.main.dataset['pageUrl']!);
        }
        return void this.panels.open(
          'published',
          `Version ${outcome.version} is published`,
          [make('p', '', 'The page had changed meanwhile; both were brought together.')],
          [{ label: 'Keep editing', run: () => this.panels.close('published') }, view],
        );
      case 'unchanged':
        return this.panels.say(`Nothing to publish: version ${outcome.version} is the same.`);
      case 'notSent':
        return this.panels.say('Publishing waits: the server can’t be reached. Your text is kept.');
      case 'failed':
        return this.panels.say(outcome.message);
      case 'cancelled':
        return this.view?.focus();
    }
  }

  private leaving(event: BeforeUnloadEvent): void {
    const status = this.live?.status;
    if (status && status.unconfirmed > 0 && !status.kept) {
      event.preventDefault();
    }
  }

  private copyOf(client: string, text: string): RescueCopy {
    return { page: this.page, client, user: this.user, title: this.main.dataset['title'] ?? 'page', text, at: Date.now(), held: false };
  }

  private keepCopySoon(): void {
    clearTimeout(this.copyTimer);
    this.copyTimer = setTimeout(() => {
      if (this.view && this.live && this.live.status.phase !== 'refused') {
        // A second line of defence: the outbox is the first, and says so on the chip when it fails.
        this.outbox.keepCopy(this.copyOf(this.live.client, this.view.state.doc.toString())).catch(() => {});
      }
    }, COPY_DELAY);
  }

  /** The text that must not get lost when the server refuses: what stands in the editor, else what the device has. */
  private async textHere(): Promise<RescueCopy | null> {
    const live = this.live!;
    if (this.view) {
      return this.copyOf(live.client, this.view.state.doc.toString());
    }
    const record = await this.outbox.find(this.page, live.client);
    return record && record.updates.length > 0 ? this.lastCopy(record) : null;
  }

  private async lastCopy(record: OutboxRecord): Promise<RescueCopy> {
    const copies = await this.outbox.copiesOf(this.page, this.user);
    const typed = () => record.updates.map((changes) => changes.map((part) => (Array.isArray(part) ? part.slice(1).join('\n') : '')).join('')).join('');
    return copies.find((copy) => copy.client === record.client) ?? this.copyOf(record.client, typed());
  }

  /** Tabs that closed before their text was sent: it goes first. */
  private async sendOrphans(): Promise<void> {
    for (const { record, free } of await takeOrphans(this.page, this.user, this.outbox, this.locks)) {
      const replay = new Replay(record, this.hub, browserClock, (newer) => this.outbox.write(newer), REPLAY_PATIENCE);
      this.hub.hand({
        connected: () => replay.live.connected(),
        disconnected: () => replay.live.disconnected(),
        receive: (event, message) => (event === 'members' || event === 'published' ? undefined : replay.live.receive(event as 'updates', message as LiveEvents['updates'])),
      });
      const result = await replay.result;
      this.hub.listener = null;
      if (result.status === 'refused') {
        const copy = await this.lastCopy(record);
        await this.outbox.keepCopy({ ...copy, held: true });
      }
      if (result.status !== 'waiting') {
        await this.outbox.remove(record.page, record.client);
      }
      if (this.hub.state === 'connected') {
        await this.hub.invoke('Leave', { page: this.page }).catch(() => {});
      }
      free();
    }
  }

  private async dropStaleCopies(own: string): Promise<void> {
    for (const copy of await this.outbox.copiesOf(this.page, this.user)) {
      const free = copy.held || copy.client === own ? null : await this.locks.hold(lockName(copy.client));
      if (free && !(await this.outbox.find(copy.page, copy.client))) {
        await this.outbox.removeCopy(copy.page, copy.client);
      }
      free?.();
    }
  }
}

const main = document.getElementById('edit');
if (main) {
  const outbox = await openOutbox().catch(() => new NoOutbox());
  await new EditPage(main, outbox, browserLocks()).start();
}
