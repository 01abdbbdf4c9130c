// What this browser remembers for the person: never needed to read or write a page.

/** Reads from localStorage; null when it is empty or not allowed. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`collabwiki:${key}`);
  } catch {
    return null;
  }
}

/** Writes to localStorage; null forgets. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) {
      localStorage.removeItem(`collabwiki:${key}`);
    } else {
      localStorage.setItem(`collabwiki:${key}`, value);
    }
  } catch {
    // A browser that keeps nothing (private mode, a full disk) starts afresh on each page.
  }
}
