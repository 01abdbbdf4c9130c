import { make } from './dom.ts';
import type { Panels } from './panels.ts';
import type { AskChoices } from './publish.ts';
import type { Choice, Region } from './protocol.ts';

const LABELS: Record<Choice, string> = { ours: 'Keep your draft', theirs: 'Take the published page', both: 'Keep both' };

/** Shows every region that needs an answer; nothing is chosen in advance, and going back loses nothing. */
export function askInPanel(panels: Panels): AskChoices {
  return (conflict) =>
    new Promise((resolve) => {
      const answers = new Map<number, Choice>();
      const finish = (value: { index: number; choice: Choice }[] | null) => {
        panels.close('conflict');
        resolve(value);
      };
      const count = conflict.regions.length;
      const title = count === 1 ? 'One place was improved on both sides' : `${count} places were improved on both sides`;
      const regions = conflict.regions.map((region) =>
        regionForm(region, (choice) => {
          answers.set(region.index, choice);
          done.disabled = answers.size < count;
        }),
      );
      panels.open('conflict', title, [make('p', '', 'The page was published while this draft was written. Choose what goes into it; everything else is merged already.'), ...regions], [
        { label: 'Keep editing', run: () => finish(null) },
        { label: 'Publish with these answers', filled: true, run: () => finish([...answers].map(([index, choice]) => ({ index, choice }))) },
      ]);
      const done = document.querySelector<HTMLButtonElement>('[data-panel="conflict"] .filled')!;
      done.disabled = true;
    });
}

function regionForm(region: Region, choose: (choice: Choice) => void): HTMLElement {
  const form = make('fieldset', 'region', make('legend', '', `Place ${region.index + 1}${region.reason ? ` – ${region.reason}` : ''}`));
  form.append(
    make(
      'div',
      'region-sides',
      side('Before', region.base),
      side('The published page', region.theirs),
      side('Your draft', region.ours),
    ),
  );
  for (const choice of ['ours', 'theirs', 'both'] as const) {
    const radio = make('input', '');
    radio.type = 'radio';
    radio.name = `region-${region.index}`;
    radio.addEventListener('change', () => choose(choice));
    form.append(make('label', 'region-choice', radio, LABELS[choice]));
  }
  return form;
}

function side(title: string, text: string): HTMLElement {
  return make('div', 'region-side', make('h3', '', title), make('pre', '', text || '(nothing)'));
}
