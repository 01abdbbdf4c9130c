/** Which of the headings' tops (ascending, in pixels from the top of the window) one is reading under; -1 above the first. */
export function readingAt(tops: readonly number[], line: number): number {
  return tops.findLastIndex((top) => top <= line);
}

/** Marks in the table of contents where one is. */
export function startContents(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.toc a')];
  const parts = links.map((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? { link, heading } : null;
  });
  const known = parts.filter((part) => part !== null);
  if (known.length === 0) {
    return;
  }
  let waiting = false;
  function mark(): void {
    waiting = false;
    const atEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
    const here = atEnd
      ? known.length - 1
      : Math.max(0, readingAt(known.map((part) => part.heading.getBoundingClientRect().top), 110));
    known.forEach((part, i) => {
      if (i === here) {
        part.link.setAttribute('aria-current', 'location');
      } else {
        part.link.removeAttribute('aria-current');
      }
    });
  }
  addEventListener(
    'scroll',
    () => {
      if (!waiting) {
        waiting = true;
        requestAnimationFrame(mark);
      }
    },
    { passive: true },
  );
  mark();
}
