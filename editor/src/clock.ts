/** Time and chance, so that tests can own both. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `action` once after `ms` milliseconds; what it returns calls that off. */
  after(ms: number, action: () => void): () => void;
  /** At least 0, less than 1. */
  random(): number;
}

export const browserClock: Clock = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
