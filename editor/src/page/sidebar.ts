import { remember } from './memory.ts';
import { setSideWidth } from './sidebar-state.ts';

const phone = matchMedia('(max-width: 760px)');

/** Folds the side bar or shows it; on a phone it is a sheet over the page. */
export function toggleSide(): void {
  const { dataset } = document.documentElement;
  if (phone.matches) {
    if (dataset.sheet) {
      closeSheet();
    } else {
      dataset.sheet = 'open';
      document.querySelector<HTMLElement>('#side a, #side summary')?.focus();
    }
    return;
  }
  if (dataset.side) {
    delete dataset.side;
  } else {
    dataset.side = 'closed';
  }
  remember('side', dataset.side ?? null);
}

/** Closes the sheet; false when it wasn't open. */
export function closeSheet(): boolean {
  const { dataset } = document.documentElement;
  if (!dataset.sheet) {
    return false;
  }
  delete dataset.sheet;
  document.querySelector<HTMLElement>('.open-side')?.focus();
  return true;
}

export function startSide(): void {
  const grip = document.querySelector<HTMLElement>('.side-grip');
  const side = document.querySelector<HTMLElement>('.side');
  if (!grip || !side) {
    return;
  }
  grip.addEventListener('pointerdown', (down) => {
    down.preventDefault();
    grip.setPointerCapture(down.pointerId);
    grip.classList.add('dragging');
  });
  grip.addEventListener('pointermove', (move) => {
    if (grip.hasPointerCapture(move.pointerId)) {
      setSideWidth(move.clientX);
    }
  });
  grip.addEventListener('lostpointercapture', () => grip.classList.remove('dragging'));
  grip.addEventListener('keydown', (key) => {
    const step = key.key === 'ArrowLeft' ? -16 : key.key === 'ArrowRight' ? 16 : 0;
    if (step !== 0) {
      key.preventDefault();
      setSideWidth(side.offsetWidth + step);
    }
  });
}
