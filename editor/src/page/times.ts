const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

function ago(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

/** The words for a time in the past, the same that the server writes (TimeAgo.razor). */
export function wordsFor(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  if (seconds < minute) {
    return 'just now';
  }
  if (seconds < hour) {
    return ago(Math.floor(seconds / minute), 'minute');
  }
  if (seconds < day) {
    return ago(Math.floor(seconds / hour), 'hour');
  }
  if (seconds < 30 * day) {
    return ago(Math.floor(seconds / day), 'day');
  }
  return `on ${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}`;
}

function refresh(): void {
  const now = new Date();
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[datetime]')) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) {
      const words = wordsFor(at, now);
      if (time.textContent !== words) {
        time.textContent = words;
      }
      time.title = at.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' });
    }
  }
}

/** Keeps "5 minutes ago" true, and says the exact time in the reader's own zone. */
export function startTimes(): void {
  refresh();
  setInterval(refresh, 30_000);
}
