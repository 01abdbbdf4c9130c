import type { Clock } from '../../src/clock.ts';

/** A seeded source of chance (mulberry32). */
export class Chance {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }
}

interface Planned {
  at: number;
  order: number;
  action: () => void;
}

/** A world with its own time: nothing waits, everything happens in order. */
export class World implements Clock {
  readonly chance: Chance;
  private time = 0;
  private order = 0;
  private plans: Planned[] = [];

  constructor(seed: number) {
    this.chance = new Chance(seed);
  }

  now(): number {
    return this.time;
  }

  random(): number {
    return this.chance.next();
  }

  after(ms: number, action: () => void): () => void {
    const plan = { at: this.time + ms, order: this.order++, action };
    let place = this.plans.length;
    while (place > 0 && this.plans[place - 1]!.at > plan.at) {
      place--;
    }
    this.plans.splice(place, 0, plan);
    return () => {
      this.plans = this.plans.filter((other) => other !== plan);
    };
  }

  /** Lets `ms` pass. */
  async pass(ms: number): Promise<void> {
    const until = this.time + ms;
    await settled();
    while (this.plans.length > 0 && this.plans[0]!.at <= until) {
      const plan = this.plans.shift()!;
      this.time = plan.at;
      plan.action();
      await settled();
    }
    this.time = until;
  }
}

/** Every promise that could go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
