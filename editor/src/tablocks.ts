/** Names that one tab holds at a time, for as long as it lives. */
export interface TabLocks {
  /** Takes the name if no other tab holds it; what it returns gives it back. Null if it is held. */
  hold(name: string): Promise<(() => void) | null>;
}

export function browserLocks(): TabLocks {
  return 'locks' in navigator ? new WebLocks(navigator.locks) : new SpokenLocks();
}

class WebLocks implements TabLocks {
  constructor(private readonly locks: LockManager) {}

  hold(name: string): Promise<(() => void) | null> {
    return new Promise((resolve, reject) => {
      this.locks
        .request(name, { ifAvailable: true }, (lock) => (lock ? new Promise<void>((free) => resolve(free)) : resolve(null)))
        .catch(reject);
    });
  }
}

const PATIENCE = 250;

/** Without a secure context there are no Web Locks: tabs ask each other. Two that ask at once both go without. */
class SpokenLocks implements TabLocks {
  private readonly names = new Set<string>();
  private readonly channel = new BroadcastChannel('collabwiki-locks');

  constructor() {
    this.channel.addEventListener('message', ({ data }: MessageEvent<{ ask?: string }>) => {
      if (data.ask && this.names.has(data.ask)) {
        this.channel.postMessage({ held: data.ask });
      }
    });
  }

  async hold(name: string): Promise<(() => void) | null> {
    if (this.names.has(name)) {
      return null;
    }
    this.names.add(name);
    const held = await new Promise<boolean>((resolve) => {
      const hear = ({ data }: MessageEvent<{ held?: string }>) => data.held === name && resolve(true);
      this.channel.addEventListener('message', hear);
      this.channel.postMessage({ ask: name });
      setTimeout(() => {
        this.channel.removeEventListener('message', hear);
        resolve(false);
      }, PATIENCE);
    });
    if (held) {
      this.names.delete(name);
      return null;
    }
    return () => this.names.delete(name);
  }
}
