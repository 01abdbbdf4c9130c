import type { Clock } from './clock.ts';

const STEPS = [200, 500, 1000, 2000, 5000, 10_000];

/** Waits longer each time, with jitter so that a room full of editors doesn't return in one second; never gives up. */
export class Backoff {
  private step = 0;
  private cancel: (() => void) | null = null;

  constructor(private readonly clock: Clock) {}

  /** Calls `action` after the next wait; one that is already waiting is replaced. */
  retry(action: () => void): void {
    this.stop();
    const wait = STEPS[Math.min(this.step++, STEPS.length - 1)]!;
    this.cancel = this.clock.after(wait * (0.75 + this.clock.random() / 2), () => {
      this.cancel = null;
      action();
    });
  }

  /** Calls off what waits, the next wait stays as long. */
  stop(): void {
    this.cancel?.();
    this.cancel = null;
  }

  /** It worked: the next wait is short again. */
  reset(): void {
    this.stop();
    this.step = 0;
  }
}
