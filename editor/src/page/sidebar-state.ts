import { recall, remember } from './memory.ts';

export const narrowest = 200;
export const widest = 480;

export function clampWidth(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}

/** Puts the side bar as it was left: folded or not, and how wide. */
export function applySide(): void {
  const root = document.documentElement;
  if (recall('side') === 'closed') {
    root.dataset.side = 'closed';
  }
  const width = Number(recall('side-width'));
  if (width > 0) {
    root.style.setProperty('--side-width', `${clampWidth(width)}px`);
  }
}

export function setSideWidth(width: number): void {
  document.documentElement.style.setProperty('--side-width', `${clampWidth(width)}px`);
  remember('side-width', String(clampWidth(width)));
}
