import { make } from './dom.ts';
import type { Outbox, RescueCopy } from './outbox.ts';
import type { Panels } from './panels.ts';
import type { RefusalReason } from './protocol.ts';

const WORDS: Partial<Record<RefusalReason, string>> = {
  denied: 'You may no longer edit this page.',
  noSuchPage: 'This page is no longer there.',
  trashed: 'This page was moved to the trash.',
  unknownRevision: 'The server no longer knows the text that you were editing.',
  protocol: 'The wiki was updated while you were editing.',
  tooLarge: 'The page has become too large for the server.',
};

/** Shows a text that the server did not take, with every way to bring it to safety. */
export class Rescue {
  constructor(
    private readonly panels: Panels,
    private readonly outbox: Outbox,
  ) {}

  /** The server has refused for good. `copy` is what stood in the editor. */
  refused(copy: RescueCopy, reason: RefusalReason): void {
    const why = WORDS[reason] ?? 'The server could not take your last changes.';
    void this.outbox.keepCopy({ ...copy, held: true }).then(
      () => this.show(copy, 'Your text is safe on this device', why, true),
      () => this.show(copy, 'Copy your text now', `${why} This browser could not keep a copy.`, false),
    );
  }

  /** Copies of earlier days wait until somebody dismisses them. */
  async remind(page: string, user: string): Promise<void> {
    for (const copy of await this.outbox.copiesOf(page, user)) {
      if (copy.held) {
        const when = new Date(copy.at).toLocaleString();
        const name = `copy-${copy.client}`;
        const close = this.panels.open(name, 'A rescued text is kept on this device', [make('p', '', `It is from ${when}. The server did not take it at that time.`)], [
          ...this.ways(copy),
          {
            label: 'Dismiss',
            run: () => {
              if (confirm('Remove the rescued text from this device?')) {
                void this.outbox.removeCopy(copy.page, copy.client).then(close);
              }
            },
          },
        ]);
      }
    }
  }

  private show(copy: RescueCopy, title: string, why: string, kept: boolean): void {
    const restart = { label: 'Start again from the server’s text', run: () => void this.restart(copy) };
    this.panels.open('rescue', title, [make('p', '', why), make('p', 'quiet', 'Nothing that you typed is deleted.')], kept ? [...this.ways(copy), restart] : this.ways(copy));
  }

  private ways(copy: RescueCopy) {
    return [
      { label: 'Copy', run: () => void this.copy(copy.text) },
      { label: 'Download', run: () => download(copy) },
    ];
  }

  private async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.panels.say('Copied.');
    } catch {
      // No permission or no https: the text itself, selected, always works.
      const area = make('textarea', 'rescue-text');
      area.value = text;
      area.readOnly = true;
      this.panels.open('rescue-text', 'Copy this text', [area], [{ label: 'Close', run: () => this.panels.close('rescue-text') }]);
      area.select();
    }
  }

  /** The copy stays; only the updates that nobody takes are let go. */
  private async restart(copy: RescueCopy): Promise<void> {
    await this.outbox.keepCopy({ ...copy, held: true });
    await this.outbox.remove(copy.page, copy.client);
    location.reload();
  }
}

function download(copy: RescueCopy): void {
  const link = make('a', '');
  link.href = URL.createObjectURL(new Blob([copy.text], { type: 'text/markdown' }));
  link.download = `${copy.title.replace(/[\\/:*?"<>|]+/g, ' ').trim() || 'page'}.md`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
