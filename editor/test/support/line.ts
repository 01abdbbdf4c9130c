import type { LiveClient, Transport } from '../../src/live.ts';
import type { UpdatesMessage } from '../../src/protocol.ts';
import type { Authority, JoinRequest, PushRequest } from './authority.ts';
import type { World } from './world.ts';

/** A connection to the authority that delays, loses and breaks; messages of one direction stay in order. */
export class Line implements Transport {
  up = false;
  pushes = 0;
  live: LiveClient | null = null;
  /** The greatest delay of a message, in milliseconds. */
  delay = 30;
  private generation = 0;
  private readonly pending = new Set<(error: Error) => void>();
  private arrivesAt = { up: 0, down: 0 };
  private listener: ((message: UpdatesMessage) => void) | null = null;

  constructor(
    private readonly world: World,
    private readonly authority: Authority,
  ) {}

  connect(): void {
    if (!this.up && this.live) {
      this.up = true;
      this.generation++;
      this.live.connected();
    }
  }

  drop(): void {
    if (this.up) {
      this.up = false;
      this.generation++;
      this.stopListening();
      for (const reject of this.pending) {
        reject(new Error('The connection is lost.'));
      }
      this.pending.clear();
      this.live?.disconnected();
    }
  }

  reset(): void {
    this.drop();
    this.world.after(500, () => this.connect());
  }

  send(): void {}

  invoke<T>(method: string, argument: object): Promise<T> {
    if (!this.up) {
      return Promise.reject(new Error('Not connected.'));
    }
    const generation = this.generation;
    const client = this.live!.client;
    const sent = structuredClone(argument);
    return new Promise<T>((resolve, reject) => {
      this.pending.add(reject);
      this.travel('up', () => {
        // What was on its way when the connection broke arrives, or doesn't.
        if (generation !== this.generation && this.world.chance.happens(0.5)) {
          return;
        }
        const answer = this.serve(method, sent, client, generation);
        this.travel('down', () => {
          if (generation === this.generation) {
            this.pending.delete(reject);
            resolve(structuredClone(answer) as T);
          }
        });
      });
    });
  }

  private serve(method: string, argument: object, client: string, generation: number): unknown {
    if (method === 'Push') {
      this.pushes++;
      return this.authority.push(client, argument as PushRequest);
    }
    const answer = this.authority.join(argument as JoinRequest);
    if (generation === this.generation && answer.status === 'joined') {
      this.stopListening();
      this.listener = (message) => {
        this.travel('down', () => {
          if (generation === this.generation) {
            this.live?.receive('updates', structuredClone(message));
          }
        });
      };
      this.authority.listeners.add(this.listener);
    }
    return answer;
  }

  private stopListening(): void {
    if (this.listener) {
      this.authority.listeners.delete(this.listener);
      this.listener = null;
    }
  }

  private travel(way: 'up' | 'down', action: () => void): void {
    const at = Math.max(this.arrivesAt[way], this.world.now() + this.world.chance.below(this.delay));
    this.arrivesAt[way] = at;
    this.world.after(at - this.world.now(), action);
  }
}
